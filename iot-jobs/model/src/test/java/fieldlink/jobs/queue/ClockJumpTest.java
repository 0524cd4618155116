package fieldlink.jobs.queue;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.Capability;
import fieldlink.jobs.ClockTrust;
import fieldlink.jobs.Command;
import fieldlink.jobs.Delivery;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobLedger;
import fieldlink.jobs.JobRequest;
import fieldlink.jobs.JobResult;
import fieldlink.jobs.JobSignal;
import fieldlink.jobs.JobState;
import fieldlink.jobs.JobStore;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Polled;
import fieldlink.jobs.Report;
import fieldlink.jobs.Retention;
import fieldlink.jobs.Retry;
import fieldlink.jobs.StoreException;
import fieldlink.jobs.Submission;
import fieldlink.jobs.Terms;
import fieldlink.jobs.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody sets the server's clock while jobs are out: every job comes to the end that it would have come to. */
class ClockJumpTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final DeviceId PICO = DeviceId.of("pico-1");
    private static final JobResult OK = JobResult.success(JsonText.of("4"));
    private static final JobResult BROKEN = JobResult.failure(JsonText.of("\"boom\""));
    private static final Terms REPEATABLE = Terms.standard(Delivery.AT_LEAST_ONCE);

    private final AtomicReference<Instant> wall = new AtomicReference<>(NOON);
    private final AtomicLong elapsed = new AtomicLong(Long.MAX_VALUE - 7);
    private final AtomicBoolean storeGone = new AtomicBoolean();
    private final Clockwork system = Clockwork.system();
    private final JobQueue queue = new JobQueue(
            new FlickeringStore(),
            new Clockwork(wall::get, elapsed::get, system.timer(), system.ids(), ClockTrust.ALWAYS),
            new Retention(100, Duration.ofDays(30)));

    /** In memory, and gone when the test says so. */
    private final class FlickeringStore implements JobStore {
        private final MemoryJobStore store = new MemoryJobStore();

        @Override
        public <T> CompletionStage<T> transact(Function<? super JobLedger, ? extends T> work) {
            return storeGone.get()
                    ? CompletableFuture.failedFuture(new StoreException(StoreException.Status.UNAVAILABLE, "gone"))
                    : store.transact(work);
        }

        @Override
        public void announce(JobSignal signal) {
            store.announce(signal);
        }

        @Override
        public void listen(Consumer<JobSignal> listener) {
            store.listen(listener);
        }

        @Override
        public Optional<StoreException> trouble() {
            return store.trouble();
        }

        @Override
        public void close() {
            store.close();
        }
    }

    @BeforeEach
    void admit() {
        get(queue.devices().admit(PICO, Capability.named("led")));
    }

    @AfterEach
    void close() {
        queue.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {-30, -3, 3, 30, 24 * 60})
    void aJobThatIsOutStaysOutAndItsResultIsTaken(int hours) {
        Job job = submit(REPEATABLE);
        poll();
        pass(Duration.ofMinutes(1));
        set(hours);
        assertThat(get(queue.tick())).isZero();
        assertThat(get(queue.next(PICO, Duration.ZERO)))
                .as("nobody else is given it")
                .isEqualTo(Polled.Idle.NOTHING);
        assertThat(get(queue.report(PICO, job.id(), null, OK, JsonText.NULL))).isInstanceOf(Report.Applied.class);
        assertThat(state(job)).isEqualTo(JobState.SUCCEEDED);
    }

    @ParameterizedTest
    @ValueSource(ints = {-30, -3, 3, 30})
    void aDeviceThatIsSilentIsGivenUpAfterALeaseOfElapsedTime(int hours) {
        Job job = submit(REPEATABLE);
        poll();
        set(hours);
        get(queue.tick());
        pass(Terms.DEFAULT_LEASE.minusSeconds(1));
        assertThat(state(job)).isEqualTo(JobState.LEASED);
        pass(Duration.ofSeconds(1));
        assertThat(state(job)).isEqualTo(JobState.QUEUED);
        pass(Retry.NEVER.pause());
        assertThat(poll().id()).isEqualTo(job.id());
    }

    @ParameterizedTest
    @ValueSource(ints = {-30, -3, 3, 30})
    void aJobThatFailedRestsAsLongAsItShould(int hours) {
        Job job = submit(REPEATABLE);
        poll();
        get(queue.report(PICO, job.id(), null, BROKEN, JsonText.NULL));
        set(hours);
        get(queue.tick());
        assertThat(get(queue.next(PICO, Duration.ZERO))).isEqualTo(Polled.Idle.NOTHING);
        pass(Retry.NEVER.pause());
        assertThat(poll().id()).isEqualTo(job.id());
    }

    @Test
    void whatWaitsIsHandedOutByAClockThatWasPutBack() {
        Job job = submit(REPEATABLE);
        set(-3);
        get(queue.tick());
        assertThat(poll().id()).isEqualTo(job.id());
    }

    @Test
    void aWindowGoesByTheClockAsItIsNow() {
        Job tonight = submit(REPEATABLE.within(new Window(hour(8), hour(10))));
        Job soonOver = submit(REPEATABLE.within(new Window(null, hour(1))));
        set(2);
        get(queue.tick());
        assertThat(state(soonOver)).as("nobody wants it that late").isEqualTo(JobState.TIMED_OUT);
        assertThat(get(queue.next(PICO, Duration.ZERO))).isEqualTo(Polled.Idle.NOTHING);
        set(7);
        get(queue.tick());
        assertThat(poll().id()).isEqualTo(tonight.id());
    }

    @Test
    void aClockThatIsSteeredGentlyChangesNothing() {
        Job job = submit(REPEATABLE);
        poll();
        wall.set(NOON.plusMillis(800));
        get(queue.tick());
        assertThat(get(queue.job(job.id())).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void aStoreThatIsGoneWhileTheClockIsSetIsToldWhenItComesBack() {
        Job job = submit(REPEATABLE);
        poll();
        storeGone.set(true);
        set(3);
        assertThat(queue.tick()).isCompletedExceptionally();
        storeGone.set(false);
        pass(Duration.ofSeconds(1));
        assertThat(state(job)).isEqualTo(JobState.LEASED);
    }

    @Test
    void nothingIsForgottenBecauseTheClockWentDecadesAhead() {
        Job job = submit(REPEATABLE);
        poll();
        get(queue.report(PICO, job.id(), null, OK, JsonText.NULL));
        set(24 * 365 * 70);
        get(queue.tick());
        pass(Duration.ofMinutes(2));
        assertThat(get(queue.job(job.id()))).isPresent();
    }

    /** As it should: the clock goes with the time, and the queue looks every now and then. */
    private void pass(Duration time) {
        wall.updateAndGet(now -> now.plus(time));
        elapsed.addAndGet(time.toNanos());
        get(queue.tick());
    }

    private void set(int hours) {
        wall.updateAndGet(now -> now.plus(Duration.ofHours(hours)));
    }

    private static Instant hour(int hour) {
        return NOON.plus(Duration.ofHours(hour));
    }

    private JobState state(Job job) {
        Optional<Job> found = get(queue.job(job.id()));
        return found.orElseThrow().state();
    }

    private Job poll() {
        return ((Polled.Work) get(queue.next(PICO, Duration.ZERO))).job();
    }

    private Job submit(Terms terms) {
        JobRequest request = JobRequest.of(PICO, Command.named("led")).under(terms);
        return ((Submission.Accepted) get(queue.submit(request))).job();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
