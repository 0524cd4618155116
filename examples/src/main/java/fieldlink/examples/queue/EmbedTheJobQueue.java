package fieldlink.examples.queue;

import fieldlink.jobs.Capability;
import fieldlink.jobs.Command;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobRequest;
import fieldlink.jobs.JobResult;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Polled;
import fieldlink.jobs.queue.JobQueue;
import java.time.Duration;

/** A job queue inside a program of your own, in ten lines. A {@code JobStore} of iot-jobs-store makes it durable. */
public final class EmbedTheJobQueue {
    private EmbedTheJobQueue() {}

    public static void main(String[] args) {
        DeviceId lamp = DeviceId.of("lamp");
        try (JobQueue queue = JobQueue.inMemory().start()) {
            queue.devices()
                    .admit(lamp, Capability.named("blink"))
                    .toCompletableFuture()
                    .join();
            queue.submit(JobRequest.of(lamp, Command.named("blink")));
            if (queue.next(lamp, Duration.ofSeconds(5)).join() instanceof Polled.Work work) {
                System.out.println(
                        "the lamp is asked to " + work.job().command().name());
                queue.report(work.job(), JobResult.success(JsonText.of("3")));
                Job done = queue.settled(work.job().id(), Duration.ofSeconds(5))
                        .toCompletableFuture()
                        .join()
                        .orElseThrow();
                System.out.println("the job " + done.state());
            }
        }
    }
}
