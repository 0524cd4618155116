package fieldlink.jobs.agent;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.Approval;
import fieldlink.jobs.Capability;
import fieldlink.jobs.Command;
import fieldlink.jobs.Device;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobRequest;
import fieldlink.jobs.JobState;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Submission;
import fieldlink.jobs.queue.DeviceRegistry.Revised;
import fieldlink.jobs.queue.JobQueue;
import fieldlink.jobs.rules.Cancelling;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent at work for a queue in its own process. */
class QueueLinkTest {
    private static final DeviceId GATEWAY = DeviceId.of("gateway");
    private static final AgentSettings.Pace QUICK = new AgentSettings.Pace(
            Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMillis(10), Duration.ofMillis(50));

    @TempDir
    Path outbox;

    private final JobQueue queue = JobQueue.inMemory().start();
    private final QueueLink link = new QueueLink(queue, GATEWAY, Map.of("display_name", "The gateway"));
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);
    private Thread running;

    @AfterEach
    void end() throws InterruptedException {
        if (running != null) {
            running.interrupt();
            running.join(10_000);
            assertThat(running.isAlive()).isFalse();
        }
        queue.close();
    }

    @Test
    void isApprovedWithoutAnybodyAndRunsWhatIsSubmitted() throws Exception {
        start(new Skill(
                Capability.named("add"),
                Duration.ofMinutes(1),
                (arguments, progress) -> JsonText.of(String.valueOf(arguments.integer("a") + arguments.integer("b")))));
        Job job = submit("add", "{\"a\":2,\"b\":3}");
        Job settled = settled(job);
        assertThat(settled.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(settled.result().orElseThrow().returnValue()).isEqualTo(JsonText.of("5"));
        Device device = get(queue.devices().find(GATEWAY)).orElseThrow();
        assertThat(device.identity().meta().text()).contains("The gateway");
        assertThat(device.limits().isSequential()).isTrue();
    }

    @Test
    void numbersArriveToTheLastDigit() throws Exception {
        start(new Skill(
                Capability.named("pi"),
                Duration.ofMinutes(1),
                (arguments, progress) -> JsonText.of("[3.14159265358979323846,1.10]")));
        Job settled = settled(submit("pi", "{}"));
        assertThat(settled.result().orElseThrow().returnValue().text()).isEqualTo("[3.14159265358979323846,1.10]");
    }

    @Test
    void aCancelledJobIsInterrupted() throws Exception {
        start(new Skill(Capability.named("wait"), Duration.ofMinutes(1), (arguments, progress) -> {
            begun.countDown();
            never.await();
            return JsonText.NULL;
        }));
        Job job = submit("wait", "{}");
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        get(queue.cancel(job.id(), Cancelling.Reach.IN_FLIGHT, null, "operator:me"));
        assertThat(settled(job).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void whatAnOperatorRevokedStaysOut() throws Exception {
        assertThat(link.register(List.of())).isEqualTo(ServerLink.Standing.WELCOME);
        get(queue.devices()
                .revise(
                        GATEWAY,
                        (current, now) -> new Revised<>(current.orElseThrow().with(Approval.REVOKED), true)));
        assertThat(link.register(List.of())).isEqualTo(ServerLink.Standing.NOT_APPROVED);
        assertThat(link.poll(Duration.ZERO))
                .isEqualTo(new ServerLink.Handed(ServerLink.Standing.NOT_APPROVED, Optional.empty()));
    }

    @Test
    void aRemovedDeviceIsToldToRegister() throws Exception {
        assertThat(link.poll(Duration.ZERO).standing()).isEqualTo(ServerLink.Standing.UNKNOWN);
    }

    private void start(Skill skill) throws Exception {
        running = AtWork.start(new Agent(link, outbox, QUICK, List.of(skill)));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (get(queue.devices().find(GATEWAY)).isEmpty()) {
            assertThat(System.nanoTime() - deadline).isNegative();
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private Job submit(String command, String args) throws Exception {
        Submission submission = get(queue.submit(JobRequest.of(GATEWAY, new Command(command, JsonText.of(args)))));
        return ((Submission.Accepted) submission).job();
    }

    private Job settled(Job job) throws Exception {
        return get(queue.settled(job.id(), Duration.ofSeconds(20))).orElseThrow();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
