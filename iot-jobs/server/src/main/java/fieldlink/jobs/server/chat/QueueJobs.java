package fieldlink.jobs.server.chat;

import fieldlink.jobs.Command;
import fieldlink.jobs.Device;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobRequest;
import fieldlink.jobs.JobResult;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Origin;
import fieldlink.jobs.Submission;
import fieldlink.jobs.queue.DeviceRegistry;
import fieldlink.jobs.queue.JobQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The conversation's commands as jobs of the queue. */
public final class QueueJobs implements ChatJobs {
    /** A device that was silent for longer is not offered. */
    private static final Duration ONLINE = Duration.ofSeconds(90);

    private static final long STORE_SECONDS = 30;
    private static final Origin CHAT = new Origin("llm", "chat", true, null, null, null);

    private final JobQueue queue;

    public QueueJobs(JobQueue queue) {
        this.queue = queue;
    }

    @Override
    public List<Device> onlineDevices() {
        Instant since = queue.now().minus(ONLINE);
        return wait(queue.devices().list(), STORE_SECONDS).stream()
                .map(DeviceRegistry.Listed::device)
                .filter(device ->
                        device.isApproved() && device.presence().lastSeen().isAfter(since))
                .toList();
    }

    @Override
    public Outcome run(DeviceId device, Command command, Duration patience) {
        Submission submission = wait(queue.submit(new JobRequest(device, command, null, CHAT)), STORE_SECONDS);
        if (submission instanceof Submission.Refused refused) {
            return new Outcome.Refused(refused.rejection().reason());
        }
        Job job = submission instanceof Submission.Accepted accepted
                ? accepted.job()
                : ((Submission.Repeated) submission).job();
        Optional<Job> settled = wait(queue.settled(job.id(), patience), patience.toSeconds() + STORE_SECONDS);
        return settled.filter(now -> now.state().isSettled())
                .<Outcome>map(now -> new Outcome.Finished(now.id(), result(now)))
                .orElseGet(() -> new Outcome.StillRunning(job.id(), patience));
    }

    /** A job that ended without a word from its device says how it ended. */
    private static JobResult result(Job job) {
        return job.result()
                .orElseGet(
                        () -> JobResult.failure(JsonText.of("\"" + job.state().status() + "\"")));
    }

    private static <T> T wait(CompletionStage<T> stage, long seconds) {
        return stage.toCompletableFuture().orTimeout(seconds, TimeUnit.SECONDS).join();
    }
}
