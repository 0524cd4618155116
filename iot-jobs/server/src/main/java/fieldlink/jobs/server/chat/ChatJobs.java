package fieldlink.jobs.server.chat;

import fieldlink.jobs.Command;
import fieldlink.jobs.Device;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobResult;
import java.time.Duration;
import java.util.List;

/** What a conversation may do with the job queue. */
public interface ChatJobs {
    /** The devices that are approved and heard of lately, by id. */
    List<Device> onlineDevices();

    /** Queues a command on behalf of a person's sentence and waits for its result. */
    Outcome run(DeviceId device, Command command, Duration patience);

    /** What came of a command. */
    sealed interface Outcome {
        record Finished(JobId job, JobResult result) implements Outcome {}

        /** No result in time. The job goes on and may still be done. */
        record StillRunning(JobId job, Duration waited) implements Outcome {}

        record Refused(String reason) implements Outcome {}
    }
}
