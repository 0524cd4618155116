package fieldlink.jobs.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fieldlink.jobs.Approval;
import fieldlink.jobs.AuditEntry;
import fieldlink.jobs.Batch;
import fieldlink.jobs.BatchId;
import fieldlink.jobs.Capability;
import fieldlink.jobs.Cause;
import fieldlink.jobs.Command;
import fieldlink.jobs.Course;
import fieldlink.jobs.Credential;
import fieldlink.jobs.Delivery;
import fieldlink.jobs.Device;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.DeviceLimits;
import fieldlink.jobs.Effect;
import fieldlink.jobs.Hours;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobLedger;
import fieldlink.jobs.JobLedger.Numbered;
import fieldlink.jobs.JobQuery;
import fieldlink.jobs.JobResult;
import fieldlink.jobs.JobState;
import fieldlink.jobs.JobStore;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Lane;
import fieldlink.jobs.Lease;
import fieldlink.jobs.Misfire;
import fieldlink.jobs.Origin;
import fieldlink.jobs.Parameter;
import fieldlink.jobs.Progress;
import fieldlink.jobs.Report;
import fieldlink.jobs.Retention;
import fieldlink.jobs.Retry;
import fieldlink.jobs.Schedule;
import fieldlink.jobs.ScheduleId;
import fieldlink.jobs.StoreException;
import fieldlink.jobs.Terms;
import fieldlink.jobs.Timeline;
import fieldlink.jobs.Timetable;
import fieldlink.jobs.Timing;
import fieldlink.jobs.Window;
import fieldlink.jobs.rules.Leasing;
import fieldlink.jobs.rules.Reporting;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.assertj.core.api.ObjectAssert;
import org.assertj.core.api.OptionalAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store promises. The same suite runs in memory, on SQLite and on PostgreSQL. */
public abstract class JobStoreContractTest {
    protected static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    protected static final DeviceId PICO = DeviceId.of("pico-1");
    protected static final Terms ONCE = Terms.standard(Delivery.AT_MOST_ONCE);

    protected JobStore store;

    protected JobStoreContractTest() {}

    /** An empty one. */
    protected abstract JobStore open();

    /** Settled jobs may be filed away in a store's own time; pruning looks only at what is filed. */
    protected void fileAway() {}

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void aJobComesBackAsItWasWritten() {
        Job job = everythingSet();
        does(ledger -> ledger.add(job));
        assertFound(ledger -> ledger.job(job.id())).contains(job);
    }

    @Test
    void aDeviceComesBackAsItWasWritten() {
        Parameter times = new Parameter("times", "int", false, JsonText.of("5"), null);
        Parameter unit = new Parameter("単位", null, null, JsonText.NULL, "C or F");
        Capability led = new Capability("led", "Blinks", "gpio.led", List.of(times, unit), Effect.ONCE, true);
        Device device = new Device(
                PICO,
                Approval.REVOKED,
                new Device.Identity(List.of(led, Capability.named("温度").idempotent()), JsonText.of("{\"a\":1}")),
                Set.of("roof", "north side"),
                new DeviceLimits(1, 7),
                new Device.Presence(NOON, NOON.plusSeconds(5), JsonText.of("{\"ok\":true}")));
        does(ledger -> ledger.put(device));
        assertFound(ledger -> ledger.device(PICO)).contains(device);
        does(ledger -> ledger.remove(PICO));
        assertListed(JobLedger::devices).isEmpty();
    }

    @Test
    void whatIsNotAJobComesBackToo() {
        Batch.Order order = new Batch.Order(Command.named("led"), ONCE.in(Lane.URGENT), 3, 20, 5);
        Batch batch = new Batch(
                BatchId.of("b1"), order, Batch.State.ABORTED, List.of(PICO), new Batch.Tally(9, 1, 2, 3, 2), NOON);
        Credential token = new Credential("t1", Credential.Kind.DEVICE_TOKEN, "pico-1", "digest", NOON);
        AuditEntry entry = new AuditEntry(NOON, "operator:ann", "approve", "device:pico-1", "");
        does(ledger -> {
            ledger.put(batch);
            ledger.put(token);
            ledger.record(entry);
        });
        assertFound(ledger -> ledger.batch(batch.id())).contains(batch);
        assertListed(ledger -> ledger.batches(10)).containsExactly(batch);
        assertFound(ledger -> ledger.credential("t1")).contains(token);
        assertListed(ledger -> ledger.credentials(Credential.Kind.DEVICE_TOKEN)).containsExactly(token);
        assertListed(ledger -> ledger.credentials(Credential.Kind.SESSION_KEY)).isEmpty();
        assertListed(ledger -> ledger.audit(10)).containsExactly(entry);
        does(ledger -> ledger.removeCredential("t1"));
        assertFound(ledger -> ledger.credential("t1")).isEmpty();
    }

    @Test
    void schedulesComeBackAsTheyWereWritten() {
        Schedule full = everySetting();
        Schedule plain = nightly("plain", Schedule.Standing.NEW);
        does(ledger -> {
            ledger.put(plain);
            ledger.put(full);
        });
        assertFound(ledger -> ledger.schedule(full.id())).contains(full);
        assertListed(JobLedger::schedules).containsExactlyInAnyOrder(full, plain);
        Schedule paused = full.enabled(false);
        does(ledger -> {
            ledger.schedule(full.id());
            ledger.put(paused);
            ledger.remove(plain.id());
        });
        assertListed(JobLedger::schedules).containsExactly(paused);
    }

    @Test
    void schedulesThatAreDueAreThoseWhoseTimeHasComeOrIsNotKnown() {
        does(ledger -> {
            ledger.put(nightly("now", Schedule.Standing.NEW.next(NOON)));
            ledger.put(nightly("later", Schedule.Standing.NEW.next(NOON.plusSeconds(1))));
            ledger.put(nightly("new", Schedule.Standing.NEW));
            ledger.put(nightly("paused", Schedule.Standing.NEW).enabled(false));
        });
        assertListed(ledger -> ledger.schedulesDue(NOON))
                .extracting(schedule -> schedule.id().value())
                .containsExactlyInAnyOrder("now", "new");
    }

    @Test
    void aScheduleAndItsJobAreKeptTogetherOrNotAtAll() {
        Schedule due = nightly("due", Schedule.Standing.NEW.next(NOON));
        does(ledger -> ledger.put(due));
        CompletableFuture<Object> failing = store.<Object>transact(ledger -> {
                    Schedule held = ledger.schedulesDue(NOON).get(0);
                    ledger.put(held.with(held.standing().next(NOON.plusSeconds(60))));
                    ledger.add(job("fired"));
                    throw new IllegalStateException("half way");
                })
                .toCompletableFuture();
        assertThatThrownBy(() -> failing.get(20, TimeUnit.SECONDS)).hasRootCauseInstanceOf(IllegalStateException.class);
        assertListed(JobLedger::schedules).containsExactly(due);
        assertFound(ledger -> ledger.job(JobId.of("fired"))).isEmpty();
    }

    @Test
    void aUnitOfWorkThatFailsLeavesNothingBehind() {
        does(ledger -> ledger.add(job("kept")));
        CompletableFuture<Object> failing = store.<Object>transact(ledger -> {
                    ledger.add(job("lost"));
                    ledger.put(Device.approved(PICO, List.of(), NOON));
                    ledger.change(Leasing.lease(ledger.job(JobId.of("kept")).orElseThrow(), "l", NOON));
                    throw new IllegalStateException("half way");
                })
                .toCompletableFuture();
        assertThatThrownBy(() -> failing.get(20, TimeUnit.SECONDS)).hasRootCauseInstanceOf(IllegalStateException.class);
        assertFound(ledger -> ledger.job(JobId.of("lost"))).isEmpty();
        assertAsked(ledger -> ledger.job(JobId.of("kept")).orElseThrow().state())
                .isEqualTo(JobState.QUEUED);
        assertListed(JobLedger::devices).isEmpty();
        assertAsked(ledger -> ledger.queued(PICO)).isEqualTo(1);
    }

    @Test
    void aChangeToAVersionThatIsGoneIsAConflict() {
        Job job = job("j");
        does(ledger -> ledger.add(job));
        does(ledger -> ledger.change(Leasing.lease(job, "first", NOON)));
        assertThatThrownBy(() -> does(ledger -> ledger.change(Leasing.lease(job, "second", NOON))))
                .rootCause()
                .isInstanceOfSatisfying(
                        StoreException.class,
                        conflict -> assertThat(conflict.status()).isEqualTo(StoreException.Status.CONFLICT));
    }

    @Test
    void jobsAreHandedOutByLaneThenInTheOrderInWhichTheyCame() {
        does(ledger -> {
            ledger.add(job("first"));
            ledger.add(job("second"));
            ledger.add(job("urgent", ONCE.in(Lane.URGENT)));
            ledger.add(job("held", ONCE.within(new Window(NOON.plusSeconds(60), null))));
        });
        assertThat(IntStream.range(0, 4).mapToObj(i -> leaseNext(NOON)).toList())
                .containsExactly("urgent", "first", "second", "nothing");
        assertThat(leaseNext(NOON.plusSeconds(60))).isEqualTo("held");
    }

    @Test
    void aJobThatComesBackTakesItsOldPlace() {
        does(ledger -> {
            ledger.add(job("first"));
            ledger.add(job("second"));
        });
        leaseNext(NOON);
        does(ledger -> ledger.change(Leasing.undelivered(ledger.inFlight(PICO).get(0), NOON)));
        assertThat(leaseNext(NOON)).isEqualTo("first");
    }

    @Test
    void aJobWhoseWindowIsOverIsNotHandedOut() {
        does(ledger -> ledger.add(job("late", ONCE.within(new Window(null, NOON.plusSeconds(1))))));
        assertThat(leaseNext(NOON.plusSeconds(1))).isEqualTo("nothing");
    }

    @Test
    void countsWhatWaitsAndListsWhatIsOut() {
        does(ledger -> {
            ledger.add(job("a"));
            ledger.add(job("b"));
            ledger.add(job("c"));
        });
        leaseNext(NOON);
        settle("c");
        assertAsked(ledger -> ledger.queued(PICO)).isEqualTo(1);
        assertThat(ids(asks(ledger -> ledger.inFlight(PICO)))).containsExactly("a");
        assertThat(ids(asks(ledger -> ledger.live(PICO)))).containsExactly("a", "b");
        assertAsked(ledger -> ledger.queued(DeviceId.of("other"))).isEqualTo(0);
    }

    @Test
    void findsAJobByItsKeyEvenWhenItIsSettled() {
        Job keyed = new Job(
                JobId.of("j"), PICO, Command.named("led"), ONCE, Origin.API.withKey("order 7"), 0, job("j").course());
        does(ledger -> ledger.add(keyed));
        assertFound(ledger -> ledger.jobByKey(PICO, "order 7")).contains(keyed);
        settle("j");
        assertAsked(ledger -> ledger.jobByKey(PICO, "order 7").orElseThrow().state())
                .isEqualTo(JobState.SUCCEEDED);
        assertFound(ledger -> ledger.jobByKey(DeviceId.of("other"), "order 7")).isEmpty();
    }

    @Test
    void whatIsMostOverdueComesFirst() {
        does(ledger -> {
            ledger.add(job("later", ONCE.within(new Window(null, NOON.plusSeconds(9)))));
            ledger.add(job("sooner", ONCE.within(new Window(null, NOON.plusSeconds(5)))));
            ledger.add(job("never"));
        });
        assertThat(ids(asks(ledger -> ledger.due(NOON.plusSeconds(4), 10)))).isEmpty();
        assertThat(ids(asks(ledger -> ledger.due(NOON.plusSeconds(9), 10)))).containsExactly("sooner", "later");
        assertThat(ids(asks(ledger -> ledger.due(NOON.plusSeconds(9), 1)))).containsExactly("sooner");
    }

    @Test
    void tellsWhichDevicesHaveAJobThatCameUp() {
        does(ledger -> ledger.add(job("held", ONCE.within(new Window(NOON.plusSeconds(60), null)))));
        assertListed(ledger -> ledger.becameReady(NOON, NOON.plusSeconds(59))).isEmpty();
        assertListed(ledger -> ledger.becameReady(NOON, NOON.plusSeconds(60))).containsExactly(PICO);
        assertListed(ledger -> ledger.becameReady(NOON.plusSeconds(60), NOON.plusSeconds(90)))
                .isEmpty();
    }

    @Test
    void listsJobsPageByPageInBothDirectionsWhetherSettledOrNot() {
        does(ledger -> IntStream.rangeClosed(1, 7).forEach(i -> ledger.add(job("j" + i))));
        List.of("j2", "j5").forEach(this::settle);
        assertThat(pages(3, false)).containsExactly("j1", "j2", "j3", "j4", "j5", "j6", "j7");
        assertThat(pages(2, true)).containsExactly("j7", "j6", "j5", "j4", "j3", "j2", "j1");
        JobQuery settled = new JobQuery(PICO, EnumSet.of(JobState.SUCCEEDED), null, JobQuery.Page.first(10));
        assertThat(names(asks(ledger -> ledger.search(settled)))).containsExactly("j2", "j5");
        assertListed(ledger -> ledger.search(JobQuery.of(DeviceId.of("other")))).isEmpty();
    }

    @Test
    void forgetsTheOldestSettledJobsAndNoLiveOne() {
        does(ledger -> IntStream.rangeClosed(1, 5).forEach(i -> ledger.add(job("j" + i))));
        List.of("j1", "j2", "j3").forEach(this::settle);
        prune(new Retention(1, Duration.ofDays(1)), NOON);
        assertThat(names(asks(ledger -> ledger.search(JobQuery.of(PICO))))).containsExactly("j3", "j4", "j5");
        prune(new Retention(100, Duration.ofHours(1)), NOON.plus(Duration.ofHours(2)));
        assertThat(names(asks(ledger -> ledger.search(JobQuery.of(PICO))))).containsExactly("j4", "j5");
    }

    @Test
    void nothingIsLeasedTwiceHoweverManyAskAtOnce() {
        does(ledger -> IntStream.range(0, 100).forEach(i -> ledger.add(job("j" + i))));
        List<CompletableFuture<String>> leases = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            String lease = "l" + i;
            leases.add(
                    store.<String>transact(ledger -> lease(ledger, lease, NOON)).toCompletableFuture());
        }
        List<String> handedOut = leases.stream()
                .map(JobStoreContractTest::await)
                .filter(id -> !id.equals("nothing"))
                .toList();
        assertThat(handedOut).doesNotHaveDuplicates().hasSize(100);
    }

    @Test
    void aClosedStoreRefuses() {
        store.close();
        assertThatThrownBy(() -> does(ledger -> ledger.add(job("j"))))
                .rootCause()
                .isInstanceOfSatisfying(
                        StoreException.class,
                        closed -> assertThat(closed.status()).isEqualTo(StoreException.Status.CLOSED));
    }

    protected static Job job(String id) {
        return job(id, ONCE);
    }

    protected static Job job(String id, Terms terms) {
        Instant notBefore = terms.window().notBefore();
        Timeline times = Timeline.from(NOON, notBefore == null ? NOON : notBefore);
        Course course = new Course(JobState.QUEUED, 0, times, null, null, Course.Notes.NONE);
        return new Job(JobId.of(id), PICO, Command.named("led"), terms, Origin.API, 0, course);
    }

    protected static Job everythingSet() {
        Terms terms = new Terms(
                Delivery.AT_LEAST_ONCE,
                Lane.URGENT,
                new Window(NOON.plusSeconds(1), NOON.plusSeconds(900)),
                new Retry(7, Duration.ofMillis(1500), Duration.ofMinutes(3)),
                Duration.ofSeconds(45),
                Duration.ofHours(2));
        Origin origin = new Origin("llm", "夜勤", true, "key-1", BatchId.of("b1"), JobId.of("older"));
        Timeline times = new Timeline(NOON, NOON.plusSeconds(1), NOON.plusSeconds(2), NOON.plusSeconds(3), null);
        JobResult result = new JobResult(
                false,
                JsonText.of("{\"深さ\":[1,2.50]}"),
                JsonText.of("\"out\\n\""),
                JsonText.NULL,
                JsonText.of("\"boom\""),
                JsonText.of("123456"));
        Course course = new Course(
                JobState.RUNNING,
                3,
                times,
                new Lease("lease-3", NOON.plusSeconds(47)),
                Cause.OUTCOME_UNKNOWN,
                new Course.Notes(new Progress(40, "四割"), result));
        Command command = new Command("led", JsonText.of("{\"times\":5}"));
        return new Job(JobId.of("full"), PICO, command, terms, origin, 0, course);
    }

    protected static Schedule everySetting() {
        Terms terms = Terms.standard(Delivery.AT_LEAST_ONCE).in(Lane.URGENT).leased(Duration.ofSeconds(45));
        Command command = new Command("led", JsonText.of("{\"times\":5}"));
        Schedule.Firing last = new Schedule.Firing(
                NOON.minusSeconds(900), NOON.minusSeconds(899), JobId.of("full"), JobState.TIMED_OUT, null);
        return new Schedule(
                ScheduleId.of("換気"),
                new Schedule.Task(PICO, command, terms),
                new Timetable(
                        new Timing.Every(Duration.ofMinutes(15), NOON),
                        ZoneId.of("Asia/Tokyo"),
                        Hours.parse("22:00-04:00")),
                Misfire.ALL,
                true,
                new Schedule.Standing(NOON, last, 7, 2));
    }

    protected static Schedule nightly(String id, Schedule.Standing standing) {
        Set<DayOfWeek> days = EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY);
        return new Schedule(
                ScheduleId.of(id),
                new Schedule.Task(PICO, Command.named("led"), null),
                new Timetable(new Timing.Daily(LocalTime.of(2, 30), days), ZoneOffset.UTC, null),
                Misfire.SKIP,
                true,
                standing);
    }

    protected final void does(Consumer<JobLedger> work) {
        asks(ledger -> {
            work.accept(ledger);
            return true;
        });
    }

    protected final <T> T asks(Function<JobLedger, T> work) {
        return await(store.<T>transact(work).toCompletableFuture());
    }

    protected final <T> ObjectAssert<T> assertAsked(Function<JobLedger, T> work) {
        return Assertions.assertThatObject(asks(work));
    }

    protected final <T> OptionalAssert<T> assertFound(Function<JobLedger, Optional<T>> work) {
        Optional<T> found = asks(work);
        return assertThat(found);
    }

    protected final <T> ListAssert<T> assertListed(Function<JobLedger, List<T>> work) {
        List<T> listed = asks(work);
        return assertThat(listed);
    }

    private static <T> T await(CompletableFuture<T> stage) {
        return stage.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private String leaseNext(Instant now) {
        return asks(ledger -> lease(ledger, "lease", now));
    }

    private static String lease(JobLedger ledger, String leaseId, Instant now) {
        Optional<Job> ready = ledger.firstReady(PICO, now);
        ready.ifPresent(job -> ledger.change(Leasing.lease(job, leaseId, now)));
        return ready.map(job -> job.id().value()).orElse("nothing");
    }

    protected final void settle(String id) {
        does(ledger -> {
            Job job = ledger.job(JobId.of(id)).orElseThrow();
            var report = Reporting.report(job, null, JobResult.success(JsonText.of("1")), NOON);
            ledger.change(((Report.Applied) report).job());
        });
    }

    private void prune(Retention retention, Instant now) {
        fileAway();
        asks(ledger -> ledger.prune(retention, now));
    }

    private List<String> pages(int size, boolean newestFirst) {
        List<String> all = new ArrayList<>();
        long after = 0;
        while (true) {
            JobQuery query = new JobQuery(PICO, Set.of(), null, new JobQuery.Page(after, size, newestFirst));
            List<Numbered> page = asks(ledger -> ledger.search(query));
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(names(page));
            after = page.get(page.size() - 1).sequence();
        }
    }

    private static List<String> names(List<Numbered> jobs) {
        return ids(jobs.stream().map(Numbered::job).toList());
    }

    private static List<String> ids(List<Job> jobs) {
        return jobs.stream().map(job -> job.id().value()).toList();
    }
}
