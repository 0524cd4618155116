package fieldlink.jobs.store;

import fieldlink.jobs.Capability;
import fieldlink.jobs.Command;
import fieldlink.jobs.Device;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.JobRequest;
import fieldlink.jobs.JobResult;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Polled;
import fieldlink.jobs.Retention;
import fieldlink.jobs.Submission;
import fieldlink.jobs.queue.Clockwork;
import fieldlink.jobs.queue.DeviceRegistry.Revised;
import fieldlink.jobs.queue.JobQueue;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A process that works until it is killed, and says on stdout what the queue acknowledged. */
final class KilledServer {
    private static final int DEVICES = 8;

    private KilledServer() {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        JobQueue queue = new JobQueue(SqliteJobStore.open(Path.of(args[0])), Clockwork.system(), Retention.DEFAULT);
        for (int i = 0; i < DEVICES; i++) {
            DeviceId device = DeviceId.of("d" + i);
            Device entry = Device.approved(device, List.of(Capability.named("move")), Instant.now());
            get(queue.devices().revise(device, (current, now) -> new Revised<>(entry, true)));
            new Thread(() -> work(queue, device, out), "worker-" + i).start();
        }
    }

    private static void work(JobQueue queue, DeviceId device, PrintStream out) {
        while (true) {
            Submission submission = get(queue.submit(JobRequest.of(device, Command.named("move"))));
            out.println("submitted " + ((Submission.Accepted) submission).job().id());
            Polled polled = get(queue.next(device, Duration.ZERO));
            if (polled instanceof Polled.Work work) {
                out.println("leased " + work.job().id());
                get(queue.report(device, work.job().id(), null, JobResult.success(JsonText.of("1")), JsonText.NULL));
                out.println("reported " + work.job().id());
            }
        }
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
