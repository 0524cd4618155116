package fieldlink.jobs.queue;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.Batch;
import fieldlink.jobs.Cancellation;
import fieldlink.jobs.Capability;
import fieldlink.jobs.Command;
import fieldlink.jobs.Delivery;
import fieldlink.jobs.Device;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.DeviceLimits;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobRequest;
import fieldlink.jobs.JobResult;
import fieldlink.jobs.JobState;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Polled;
import fieldlink.jobs.Progress;
import fieldlink.jobs.RepeatOrder;
import fieldlink.jobs.Report;
import fieldlink.jobs.Retention;
import fieldlink.jobs.Submission;
import fieldlink.jobs.Terms;
import fieldlink.jobs.Window;
import fieldlink.jobs.rules.Cancelling.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobQueueTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final DeviceId PICO = DeviceId.of("pico-1");
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final JobResult OK = JobResult.success(JsonText.of("4"));

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final Clockwork system = Clockwork.system();
    private final JobQueue queue = new JobQueue(
            new MemoryJobStore(), new Clockwork(now::get, system.timer(), system.ids()), Retention.DEFAULT);

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void tenLinesAreEnough() {
        try (JobQueue own = JobQueue.inMemory().start()) {
            DeviceId lamp = DeviceId.of("lamp");
            register(own, Device.approved(lamp, List.of(), NOON));
            own.submit(JobRequest.of(lamp, Command.named("blink")));
            Job job = ((Polled.Work) get(own.next(lamp, Duration.ofSeconds(30)))).job();
            get(own.report(lamp, job.id(), null, OK, JsonText.NULL));
            assertThat(get(own.job(job.id())).orElseThrow().state()).isEqualTo(JobState.SUCCEEDED);
        }
    }

    @Test
    void aHeldPollIsAnsweredByTheJobThatComes() {
        registerPico();
        CompletableFuture<Polled> poll = queue.next(PICO, LONG);
        assertThat(poll).isNotDone();
        Job job = submit("led");
        assertThat(((Polled.Work) get(poll)).job().id()).isEqualTo(job.id());
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void aHeldPollEndsEmptyHandedWhenItsTimeIsUp() {
        registerPico();
        assertThat(get(queue.next(PICO, Duration.ofMillis(30)))).isEqualTo(Polled.Idle.NOTHING);
    }

    @Test
    void aJobIsNotHandedToADeviceThatLeftWhileItWaited() {
        registerPico();
        CompletableFuture<Polled> gone = queue.next(PICO, LONG);
        gone.cancel(false);
        Job job = submit("led");
        assertThat(get(queue.job(job.id())).orElseThrow().state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void anAnswerThatCouldNotBeSentPutsTheJobBack() {
        registerPico();
        submit("led");
        Job leased = ((Polled.Work) poll()).job();
        assertThat(get(queue.undelivered(leased))).isTrue();
        Job again = ((Polled.Work) poll()).job();
        assertThat(again.id()).isEqualTo(leased.id());
        assertThat(again.course().attempts()).isEqualTo(1);
    }

    @Test
    void aHeldPollIsWokenWhenAJobComesUp() {
        registerPico();
        Terms held = Terms.standard(Delivery.AT_MOST_ONCE).within(new Window(NOON.plusSeconds(60), null));
        get(queue.submit(JobRequest.of(PICO, Command.named("led")).under(held)));
        CompletableFuture<Polled> poll = queue.next(PICO, LONG);
        now.set(NOON.plusSeconds(61));
        get(queue.tick());
        assertThat(get(poll)).isInstanceOf(Polled.Work.class);
    }

    @Test
    void aHeldPollIsWokenByACancellation() {
        registerPico();
        submit("led");
        Job leased = ((Polled.Work) poll()).job();
        CompletableFuture<Polled> poll = queue.next(PICO, LONG);
        assertThat(get(queue.cancel(leased.id(), Reach.IN_FLIGHT, null, "operator:ann")))
                .isInstanceOf(Cancellation.Requested.class);
        assertThat(get(poll)).isEqualTo(new Polled.Idle(List.of(leased.id())));
    }

    @Test
    void drainingAnswersEverybodyWhoWaits() {
        registerPico();
        Job job = submit("led");
        poll();
        CompletableFuture<Polled> poll = queue.next(PICO, LONG);
        var wait = queue.settled(job.id(), LONG);
        queue.drain();
        assertThat(get(poll)).isEqualTo(Polled.Idle.NOTHING);
        assertThat(get(wait).orElseThrow().state()).isEqualTo(JobState.LEASED);
        assertThat(get(queue.next(PICO, LONG))).isEqualTo(Polled.Idle.NOTHING);
    }

    @Test
    void aCallerCanWaitForTheResult() {
        registerPico();
        Job job = submit("led");
        var wait = queue.settled(job.id(), LONG);
        poll();
        get(queue.report(PICO, job.id(), null, OK, JsonText.NULL));
        assertThat(get(wait).orElseThrow().state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aDeviceThatWorksOneByOneIsGivenItsLostJobAgainWhenItMayRunTwice() {
        register(queue, device(Capability.named("led").idempotent()).with(new DeviceLimits(1, 10)));
        submit("led");
        submit("led");
        Job first = ((Polled.Work) poll()).job();
        Job again = ((Polled.Work) poll()).job();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.course().attempts()).isEqualTo(2);
    }

    @Test
    void aDeviceThatWorksOneByOneGoesOnAndTheLostJobWaitsForAPersonWhenItMustNotRunTwice() {
        register(queue, device(Capability.named("led")).with(new DeviceLimits(1, 10)));
        Job lost = submit("led");
        Job second = submit("led");
        poll();
        assertThat(((Polled.Work) poll()).job().id()).isEqualTo(second.id());
        assertThat(get(queue.job(lost.id())).orElseThrow().state()).isEqualTo(JobState.NEEDS_ATTENTION);
    }

    @Test
    void noMoreJobsAreOutThanTheDeviceCanHold() {
        register(queue, device(Capability.named("led")).with(new DeviceLimits(2, 10)));
        submit("led");
        submit("led");
        submit("led");
        poll();
        poll();
        assertThat(poll()).isEqualTo(Polled.Idle.NOTHING);
    }

    @Test
    void aRunawayLeaseEndsByItself() {
        registerPico();
        Job job = submit("led");
        poll();
        now.set(NOON.plus(Terms.DEFAULT_LEASE));
        assertThat(get(queue.tick())).isEqualTo(1);
        assertThat(get(queue.job(job.id())).orElseThrow().state()).isEqualTo(JobState.NEEDS_ATTENTION);
    }

    @Test
    void aPersonCanHaveAJobOfUnknownOutcomeRepeated() {
        registerPico();
        Job job = submit("led");
        poll();
        now.set(NOON.plus(Terms.DEFAULT_LEASE));
        get(queue.tick());
        Job again = get(queue.repeats().one(job.id(), "operator:ann")).orElseThrow();
        assertThat(again.state()).isEqualTo(JobState.QUEUED);
        assertThat(get(queue.job(job.id())).orElseThrow().state()).isEqualTo(JobState.DEAD);
    }

    @Test
    void anotherDevicesResultIsNotTaken() {
        registerPico();
        register(queue, Device.approved(DeviceId.of("spy"), List.of(), NOON));
        Job job = submit("led");
        assertThat(get(queue.report(DeviceId.of("spy"), job.id(), null, OK, JsonText.NULL)))
                .isInstanceOf(Report.Foreign.class);
        assertThat(get(queue.progress(DeviceId.of("spy"), job.id(), null, new Progress(1, null))))
                .isEmpty();
        assertThat(get(queue.job(job.id())).orElseThrow().state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void removingADeviceCancelsWhatItHadNotFinished() {
        registerPico();
        Job queued = submit("led");
        assertThat(get(queue.devices().remove(PICO, "operator:ann"))).isTrue();
        assertThat(get(queue.job(queued.id())).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
        assertThat(get(queue.next(PICO, Duration.ZERO))).isEqualTo(new Polled.UnknownDevice());
    }

    @Test
    void whenADeviceWasSeenIsKnownAtOnceAndWrittenDownLater() {
        registerPico();
        now.set(NOON.plusSeconds(6));
        poll();
        assertThat(get(queue.devices().find(PICO)).orElseThrow().presence().lastSeen())
                .isEqualTo(NOON.plusSeconds(6));
        get(queue.tick());
        Device stored = get(queue.inLedger(ledger -> ledger.device(PICO).orElseThrow()));
        assertThat(stored.presence().lastSeen()).isEqualTo(NOON.plusSeconds(6));
    }

    @Test
    void aBatchGoesForwardAsItsJobsEndAndStopsWhenTooManyFail() {
        for (int i = 0; i < 6; i++) {
            register(queue, Device.approved(DeviceId.of("d" + i), List.of(Capability.named("led")), NOON));
        }
        Batch.Order order = new Batch.Order(Command.named("led"), Terms.standard(Delivery.AT_MOST_ONCE), 2, 50, 2);
        Batch batch = get(queue.batches().open(order, null, "operator:ann"));
        assertThat(batch.tally().inFlight()).isEqualTo(2);
        finish("d0", OK);
        finish("d1", JobResult.failure(JsonText.of("\"boom\"")));
        Batch stopped = get(queue.batches().find(batch.id())).orElseThrow();
        assertThat(stopped.state()).isEqualTo(Batch.State.ABORTED);
        assertThat(get(queue.next(DeviceId.of("d2"), Duration.ZERO)))
                .as("its job was let out before the failure, and withdrawn")
                .isEqualTo(Polled.Idle.NOTHING);
        assertThat(stopped.tally()).isEqualTo(new Batch.Tally(6, 0, 1, 2, 0));
    }

    @Test
    void whatFailedIsRepeatedTogetherAndOnlyOnce() {
        registerPico();
        Job early = submit("led");
        finish("pico-1", JobResult.failure(JsonText.of("\"boom\"")));
        now.set(NOON.plus(Duration.ofHours(1)));
        Job late = submit("led");
        finish("pico-1", JobResult.failure(JsonText.of("\"boom\"")));
        Job fine = submit("led");
        finish("pico-1", OK);
        Instant sinceThen = late.times().queuedAt();

        assertThat(repeated(sinceThen, true)).containsExactly(late.id());
        assertThat(get(queue.devices().list()).get(0).queued())
                .as("nothing was done")
                .isZero();
        assertThat(originals(repeated(sinceThen, false))).containsExactly(late.id());
        assertThat(originals(repeated(null, false))).containsExactly(early.id());
        assertThat(repeated(null, false))
                .as("the same order again repeats nothing twice")
                .isEmpty();
        assertThat(get(queue.job(fine.id())).orElseThrow().state()).isEqualTo(JobState.SUCCEEDED);
    }

    private List<JobId> repeated(@Nullable Instant since, boolean dryRun) {
        RepeatOrder order = new RepeatOrder(Set.of(JobState.FAILED), PICO, "led", since, 10, dryRun);
        return get(queue.repeats().all(order, "operator:ann")).stream()
                .map(Job::id)
                .toList();
    }

    private List<JobId> originals(List<JobId> repetitions) {
        return repetitions.stream()
                .map(id -> get(queue.job(id)).orElseThrow().origin().requeuedFrom())
                .toList();
    }

    private void finish(String device, JobResult result) {
        DeviceId id = DeviceId.of(device);
        JobId job = ((Polled.Work) get(queue.next(id, Duration.ZERO))).job().id();
        get(queue.report(id, job, null, result, JsonText.NULL));
    }

    private Polled poll() {
        return get(queue.next(PICO, Duration.ZERO));
    }

    private Job submit(String command) {
        return ((Submission.Accepted) get(queue.submit(JobRequest.of(PICO, Command.named(command))))).job();
    }

    private void registerPico() {
        register(queue, device(Capability.named("led")));
    }

    private static Device device(Capability capability) {
        return Device.approved(PICO, List.of(capability), NOON);
    }

    private static void register(JobQueue queue, Device device) {
        get(queue.devices().revise(device.id(), (current, at) -> new DeviceRegistry.Revised<>(device, true)));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
