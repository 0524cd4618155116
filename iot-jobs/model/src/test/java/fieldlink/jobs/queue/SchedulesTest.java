package fieldlink.jobs.queue;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.AuditEntry;
import fieldlink.jobs.Capability;
import fieldlink.jobs.Command;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobLedger.Numbered;
import fieldlink.jobs.JobQuery;
import fieldlink.jobs.JobResult;
import fieldlink.jobs.JobState;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Misfire;
import fieldlink.jobs.Planned;
import fieldlink.jobs.Polled;
import fieldlink.jobs.Rejection;
import fieldlink.jobs.Retention;
import fieldlink.jobs.Schedule;
import fieldlink.jobs.ScheduleId;
import fieldlink.jobs.Timetable;
import fieldlink.jobs.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchedulesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final DeviceId PICO = DeviceId.of("pico-1");
    private static final ScheduleId AIRING = ScheduleId.of("airing");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration TWO_HOURS = Duration.ofHours(2);

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final AtomicBoolean inSync = new AtomicBoolean(true);
    private final Clockwork system = Clockwork.system();
    private final JobQueue queue = new JobQueue(
            new MemoryJobStore(),
            new Clockwork(now::get, system.timer(), system.ids()).trusting(inSync::get),
            Retention.DEFAULT);

    @BeforeEach
    void register() {
        get(queue.devices()
                .admit(PICO, Capability.named("led"), Capability.named("temp").idempotent()));
    }

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void aDueTimeBecomesAJobAndWakesItsDevice() {
        add("led", null);
        CompletableFuture<Polled> poll = queue.next(PICO, Duration.ofMinutes(1));
        assertThat(tickAt(HOUR)).isEqualTo(1);
        Job job = ((Polled.Work) get(poll)).job();
        assertThat(job.command()).isEqualTo(Command.named("led"));
        assertThat(airing().last().orElseThrow().job()).isEqualTo(job.id());
        assertThat(airing().next()).contains(NOON.plus(HOUR.multipliedBy(2)));
        assertThat(queue.schedules().tally()).isEqualTo(new ScheduleDesk.Tally(1, false, 1, 0));
    }

    @Test
    void howTheLastJobEndedIsShown() {
        add("led", null);
        tickAt(HOUR);
        Job job = ((Polled.Work) get(queue.next(PICO, Duration.ZERO))).job();
        assertThat(airing().last().orElseThrow().state()).isEqualTo(JobState.QUEUED);
        get(queue.report(job, JobResult.success(JsonText.of("1"))));
        assertThat(airing().last().orElseThrow().state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void anActuatorSkipsWhatASensorMakesUpFor() {
        assertThat(add("led", null).misfire()).isEqualTo(Misfire.SKIP);
        get(queue.schedules().remove(AIRING, "test"));
        assertThat(add("temp", null).misfire()).isEqualTo(Misfire.ONCE);
        get(queue.schedules().remove(AIRING, "test"));
        assertThat(add("led", Misfire.ALL).misfire()).isEqualTo(Misfire.ALL);
    }

    @Test
    void nothingFiresWhileTheClockIsNotInSyncAndThenThePolicyDecides() {
        add("temp", null);
        inSync.set(false);
        assertThat(queue.schedules().isHeld()).isTrue();
        assertThat(tickAt(HOUR)).isZero();
        assertThat(tickAt(TWO_HOURS.plusMinutes(30))).isZero();
        inSync.set(true);
        assertThat(tickAt(TWO_HOURS.plusMinutes(31))).isEqualTo(1);
        assertThat(jobs()).hasSize(1);
        assertThat(queue.schedules().tally().missed()).isEqualTo(1);
    }

    /** The machine starts in 1970; nothing that lies between then and now was missed. */
    @Test
    void aScheduleThatWasMadeByAWrongClockBeginsWhenItIsRight() {
        inSync.set(false);
        now.set(Instant.EPOCH.plusSeconds(100));
        assertThat(add("temp", Misfire.ALL).next()).isEmpty();
        tickAt(HOUR);
        inSync.set(true);
        assertThat(tickAt(HOUR.plusSeconds(2))).isZero();
        assertThat(airing().next()).contains(NOON.plus(HOUR.multipliedBy(2)));
    }

    @Test
    void aClockThatIsPutBackFiresNothingTwice() {
        add("led", null);
        tickAt(HOUR);
        tickAt(Duration.ofMinutes(30));
        assertThat(tickAt(HOUR)).isZero();
        assertThat(jobs()).hasSize(1);
    }

    @Test
    void pauseAndResume() {
        add("led", Misfire.ALL);
        assertThat(get(queue.schedules().enable(AIRING, false, "ann"))
                        .orElseThrow()
                        .enabled())
                .isFalse();
        assertThat(tickAt(HOUR)).isZero();
        get(queue.schedules().enable(AIRING, true, "ann"));
        assertThat(tickAt(HOUR.plusMinutes(1))).isZero();
        assertThat(tickAt(TWO_HOURS)).isEqualTo(1);
        assertThat(get(queue.schedules().enable(ScheduleId.of("other"), true, "ann")))
                .isEmpty();
        List<AuditEntry> audit = get(queue.inLedger(ledger -> ledger.audit(10)));
        assertThat(audit)
                .extracting(entry -> entry.actor() + " " + entry.action() + " " + entry.subject())
                .startsWith("ann resume schedule:airing", "ann pause schedule:airing");
    }

    @Test
    void whatCannotBeIsRefused() {
        Timetable hourly = hourly();
        DeviceId nobody = DeviceId.of("nobody");
        assertThat(plan(new Schedule.Task(nobody, Command.named("led"), null), hourly))
                .isEqualTo(new Planned.Refused(new Rejection.UnknownDevice(nobody)));
        assertThat(plan(new Schedule.Task(PICO, Command.named("fly"), null), hourly))
                .isEqualTo(new Planned.Refused(new Rejection.UnsupportedCommand(PICO, "fly")));
        add("led", null);
        assertThat(plan(new Schedule.Task(PICO, Command.named("led"), null), hourly))
                .isEqualTo(new Planned.NameTaken(AIRING));
        Schedule.Task task = new Schedule.Task(PICO, Command.named("led"), null);
        for (int i = 1; i < Schedule.MOST; i++) {
            get(queue.schedules().add(new ScheduleDesk.Plan(null, task, hourly, null), "test"));
        }
        assertThat(get(queue.schedules().add(new ScheduleDesk.Plan(null, task, hourly, null), "test")))
                .isEqualTo(new Planned.TooMany(Schedule.MOST));
    }

    @Test
    void aDeviceThatIsGoneIsNamedInTheOutcome() {
        add("led", null);
        get(queue.devices().remove(PICO, "test"));
        assertThat(tickAt(HOUR)).isZero();
        assertThat(airing().last().orElseThrow().refusal()).isEqualTo("no device is called 'pico-1'");
        assertThat(queue.schedules().tally().missed()).isEqualTo(1);
    }

    private int tickAt(Duration afterNoon) {
        now.set(NOON.plus(afterNoon));
        return get(queue.tick());
    }

    private Schedule add(String command, @Nullable Misfire misfire) {
        Schedule.Task task = new Schedule.Task(PICO, Command.named(command), null);
        return ((Planned.Kept)
                        get(queue.schedules().add(new ScheduleDesk.Plan(AIRING, task, hourly(), misfire), "test")))
                .schedule();
    }

    private Planned plan(Schedule.Task task, Timetable timetable) {
        return get(queue.schedules().add(new ScheduleDesk.Plan(AIRING, task, timetable, null), "test"));
    }

    private static Timetable hourly() {
        return new Timetable(new Timing.Every(HOUR, NOON), ZoneOffset.UTC, null);
    }

    private Schedule airing() {
        return get(queue.schedules().find(AIRING)).orElseThrow();
    }

    private List<Job> jobs() {
        return get(queue.search(JobQuery.of(PICO))).stream().map(Numbered::job).toList();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
