package fieldlink.jobs.robot.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fieldlink.jobs.robot.CallOutcome;
import fieldlink.jobs.robot.Envelope;
import fieldlink.jobs.robot.ErrorCode;
import fieldlink.jobs.robot.ProjectStore;
import fieldlink.jobs.robot.ProjectVersion;
import fieldlink.jobs.robot.RobotSettings;
import fieldlink.jobs.robot.SafeCommand;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Events in the worst order: whatever happens while something is under way, the slot comes to a worker that is ready. */
class ProjectSlotTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration LOAD = Duration.ofMillis(400);
    private static final ProjectVersion FIRST = new ProjectVersion("1", "fake", "/nowhere/1", Instant.EPOCH);
    private static final ProjectVersion SECOND = new ProjectVersion("2", "fake", "/nowhere/2", Instant.EPOCH);

    private final FakeWorkers workers = new FakeWorkers();
    private final Mailbox mailbox = new Mailbox();
    private final Brake brake = new Brake(Duration.ofMillis(50), SafeCommand.none());
    private final Store store = new Store();
    private final Wiring wiring = new Wiring(mailbox, brake, settings(), InstantSource.system());
    private final List<String> told = new ArrayList<>();
    private final ProjectSlot slot =
            new ProjectSlot(wiring, new Workshop(wiring, store, List.of(workers), new Owner()), told::add, () -> {});

    @AfterEach
    void close() {
        inMailbox(() -> {
            slot.close();
            return true;
        });
        brake.close();
        mailbox.close();
    }

    @Test
    void everyStepOfAnUploadIsTold() {
        boot();
        BlockingQueue<String> steps = new LinkedBlockingQueue<>();
        store.whileActivating = () -> mailbox.post(() -> steps.add(step()));

        answer(done -> slot.update("zip", done));

        assertThat(inMailbox(() -> List.copyOf(told)))
                .containsExactly(
                        "(unpacking the upload)",
                        "(stopping version 1)",
                        "(loading version 2)",
                        "(switching to version 2)",
                        "(version 2 is in force)");
        assertThat(steps).as("what the status said meanwhile").containsExactly("switching");
        assertThat(inMailbox(this::step)).isEmpty();
    }

    @Test
    void anUploadThatIsRefusedIsToldToHaveChangedNothing() {
        boot();
        store.unpack = () -> new ProjectStore.Unpacked.Refused(Envelope.error(ErrorCode.INVALID_PROJECT, "no main.py"));

        answer(done -> slot.update("zip", done));

        assertThat(inMailbox(() -> List.copyOf(told)))
                .containsExactly("(unpacking the upload)", "(nothing was changed: no main.py)");
        assertThat(inMailbox(this::step)).isEmpty();
    }

    @Test
    void aCandidateThatDiesWhileItIsPutInForceIsStartedAgain() {
        boot();
        store.whileActivating = () -> workers.last().die("killed by somebody");

        ObjectNode answer = answer(told -> slot.update("zip", told));

        assertThat(Envelope.isError(answer)).isFalse();
        awaitReady(SECOND);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(workers.launched.stream().filter(FakeWorkers.Fake::isAlive))
                        .hasSize(1));
    }

    @Test
    void anEmergencyStopWhileAVersionIsPutInForceLeavesItToTheReset() {
        boot();
        CountDownLatch stopped = new CountDownLatch(1);
        store.whileActivating = () -> brake.pull("somebody", "", Instant.EPOCH, report -> stopped.countDown());
        answer(told -> slot.update("zip", told));
        expect(stopped);
        await().atMost(SOON).until(brake::release);

        mailbox.post(slot::resume);

        awaitReady(SECOND);
    }

    @Test
    void aWorkerThatDiesWhileAnUploadIsUnpackedIsStartedOnceTheUploadIsRefused() {
        boot();
        store.unpack = () -> {
            workers.last().die("killed by somebody");
            return new ProjectStore.Unpacked.Refused(Envelope.error(ErrorCode.INVALID_PROJECT, "no"));
        };

        assertThat(Envelope.isError(answer(told -> slot.update("zip", told)))).isTrue();

        awaitReady(FIRST);
    }

    @Test
    void aVersionThatCannotBeWrittenLeavesTheOldOneInForce() {
        boot();
        store.whileActivating = () -> {
            store.whileActivating = () -> {};
            throw new UncheckedIOException(new FileSystemException("full"));
        };

        assertThat(Envelope.isError(answer(told -> slot.update("zip", told)))).isTrue();

        awaitReady(FIRST);
        await().atMost(SOON).until(() -> store.active.equals(FIRST));
    }

    @Test
    void aLaunchThatFailsIsTriedAgain() {
        workers.beforeLaunch = number -> {
            if (number <= 2) {
                throw new UncheckedIOException(new FileSystemException("no process left"));
            }
        };
        boot();
    }

    @Test
    void aLaunchThatHangsIsAnsweredAndItsLateWorkerEnded() {
        boot();
        CountDownLatch hanging = new CountDownLatch(1);
        workers.beforeLaunch = number -> {
            if (number == 2) {
                expect(hanging);
            }
        };
        CompletableFuture<ObjectNode> start = new CompletableFuture<>();
        // Its own restart hangs, and so does whatever start() asks for behind it.
        workers.last().die("killed by somebody");
        await().atMost(SOON)
                .until(() ->
                        inMailbox(slot::isSettled) && inMailbox(slot::running).isEmpty());
        mailbox.post(() -> slot.restart(start::complete));

        assertThat(Envelope.isError(
                        start.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join()))
                .isTrue();
        hanging.countDown();

        awaitReady(FIRST);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(workers.launched.stream().filter(FakeWorkers.Fake::isAlive))
                        .hasSize(1));
    }

    @Test
    void aWorkerThatNeverLoadsIsEndedAndStartedAgain() {
        boot();
        workers.silent = true;
        workers.last().die("killed by somebody");
        await().atMost(SOON).until(() -> workers.launched.size() >= 3);

        workers.silent = false;

        awaitReady(FIRST);
    }

    private String step() {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        slot.describe(status);
        return status.path("exchange").asString("");
    }

    private void boot() {
        mailbox.post(slot::boot);
        awaitReady(FIRST);
    }

    private void awaitReady(ProjectVersion wanted) {
        await().atMost(SOON)
                .until(() -> inMailbox(() -> slot.isSettled()
                        && slot.ready()
                                .map(RunningProject::version)
                                .filter(wanted::equals)
                                .isPresent()));
    }

    private ObjectNode answer(Consumer<Consumer<ObjectNode>> asked) {
        CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
        mailbox.post(() -> asked.accept(answer::complete));
        return answer.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
    }

    private <T> T inMailbox(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        mailbox.post(() -> answer.complete(question.get()));
        return answer.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static void expect(CountDownLatch event) {
        try {
            assertThat(event.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RobotSettings settings() {
        return RobotSettings.DEFAULT.with(RobotSettings.Times.DEFAULT.withLoad(LOAD));
    }

    /** Passes ends on, as the host does. */
    private final class Owner implements RunningProject.Owner {
        @Override
        public void returned(RunningProject from, long id, CallOutcome outcome) {}

        @Override
        public void pushed(String event, Optional<JsonNode> payload) {}

        @Override
        public void printed(String line) {}

        @Override
        public void ended(RunningProject project, String reason) {
            slot.ended(project, reason);
        }
    }

    /** Two versions, the second of which is what is uploaded. */
    private static final class Store implements ProjectStore {
        volatile ProjectVersion active = FIRST;
        volatile Supplier<Unpacked> unpack = () -> new Unpacked.Accepted(SECOND);
        volatile Runnable whileActivating = () -> {};

        @Override
        public Unpacked unpack(String base64) {
            return unpack.get();
        }

        @Override
        public Optional<ProjectVersion> current() {
            return Optional.of(active);
        }

        @Override
        public void activate(ProjectVersion version) {
            whileActivating.run();
            active = version;
        }

        @Override
        public void discard(ProjectVersion version) {}

        @Override
        public List<ProjectVersion> versions() {
            return List.of(FIRST, SECOND);
        }

        @Override
        public Optional<ProjectVersion> find(Optional<String> id) {
            return Optional.of(FIRST);
        }
    }
}
