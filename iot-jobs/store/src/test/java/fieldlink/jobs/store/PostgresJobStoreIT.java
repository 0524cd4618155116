package fieldlink.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fieldlink.jobs.AuditEntry;
import fieldlink.jobs.Command;
import fieldlink.jobs.Device;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobQuery;
import fieldlink.jobs.JobRequest;
import fieldlink.jobs.JobSignal;
import fieldlink.jobs.JobState;
import fieldlink.jobs.JobStore;
import fieldlink.jobs.Misfire;
import fieldlink.jobs.Polled;
import fieldlink.jobs.Retention;
import fieldlink.jobs.Schedule;
import fieldlink.jobs.ScheduleId;
import fieldlink.jobs.StoreException;
import fieldlink.jobs.Submission;
import fieldlink.jobs.Timetable;
import fieldlink.jobs.Timing;
import fieldlink.jobs.contract.JobStoreContractTest;
import fieldlink.jobs.queue.Clockwork;
import fieldlink.jobs.queue.DeviceRegistry.Revised;
import fieldlink.jobs.queue.JobQueue;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;

class PostgresJobStoreIT extends JobStoreContractTest {
    private static PostgresServer postgres;

    @BeforeAll
    static void startPostgres() {
        postgres = PostgresServer.start();
    }

    @AfterAll
    static void stopPostgres() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Override
    protected JobStore open() {
        var access = postgres.access(4);
        try (Connection connection = DriverManager.getConnection(access.url(), access.user(), access.password());
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return PostgresJobStore.open(access);
    }

    @Test
    void twoServersOnOneQueueHandOutEveryJobOnce() {
        does(ledger -> {
            for (int i = 0; i < 60; i++) {
                ledger.add(job("j" + i));
            }
            ledger.put(Device.approved(PICO, List.of(), NOON));
        });
        try (JobQueue one = server();
                JobQueue other = server()) {
            List<CompletableFuture<Polled>> polls = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                polls.add(one.next(PICO, Duration.ZERO));
                polls.add(other.next(PICO, Duration.ZERO));
            }
            List<JobId> handedOut = polls.stream()
                    .map(PostgresJobStoreIT::get)
                    .filter(Polled.Work.class::isInstance)
                    .map(polled -> ((Polled.Work) polled).job().id())
                    .toList();
            assertThat(handedOut).doesNotHaveDuplicates().hasSize(60);
        }
    }

    @Test
    void aJobSubmittedAtOneServerWakesAPollAtAnother() {
        try (JobQueue one = server();
                JobQueue other = server()) {
            get(one.devices()
                    .revise(PICO, (current, now) -> new Revised<>(Device.approved(PICO, List.of(), now), true)));
            CompletableFuture<Polled> poll = other.next(PICO, Duration.ofMinutes(1));
            Submission submission = get(one.submit(JobRequest.of(PICO, Command.named("led"))));
            JobId id = ((Submission.Accepted) submission).job().id();
            assertThat(((Polled.Work) get(poll)).job().id()).isEqualTo(id);
        }
    }

    @Test
    void whatAServerHadInHandWhenItDiedIsAccountedForByAnother() {
        does(ledger -> {
            ledger.add(job("out"));
            ledger.put(Device.approved(PICO, List.of(), NOON));
        });
        JobQueue dying = server();
        assertThat(get(dying.next(PICO, Duration.ZERO))).isInstanceOf(Polled.Work.class);
        dying.close();
        try (JobQueue other = server()) {
            Job job = get(other.job(JobId.of("out"))).orElseThrow();
            assertThat(job.state()).isEqualTo(JobState.LEASED);
            assertThat(get(other.next(PICO, Duration.ZERO))).isEqualTo(Polled.Idle.NOTHING);
        }
    }

    @Test
    void acknowledgedJobsSurviveAPostgresThatIsStoppedHard() {
        does(ledger -> ledger.add(job("kept")));
        postgres.halt();
        assertThatThrownBy(() -> does(ledger -> ledger.add(job("refused")))).isNotNull();
        postgres.launch();
        List<Job> live = asks(ledger -> ledger.live(PICO));
        assertThat(live).extracting(job -> job.id().value()).containsExactly("kept");
    }

    @Test
    void aDatabaseThatIsGoneIsToldToEverybodySoonAndNobodyIsKept() {
        does(ledger -> ledger.add(job("kept")));
        postgres.halt();
        long began = System.nanoTime();
        List<CompletableFuture<Integer>> asked = IntStream.range(0, 40)
                .mapToObj(i ->
                        store.<Integer>transact(ledger -> ledger.queued(PICO)).toCompletableFuture())
                .toList();
        for (CompletableFuture<Integer> one : asked) {
            assertThatThrownBy(() -> one.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(StoreException.class);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(25));
        assertThat(store.trouble()).isPresent();
        postgres.launch();
        assertAsked(ledger -> ledger.queued(PICO)).isEqualTo(1);
        assertThat(store.trouble()).isEmpty();
    }

    @Test
    void whatTheDatabaseCannotHoldIsItsCallersFaultAndNoTroubleOfTheStore() {
        assertThatThrownBy(() -> does(ledger -> ledger.jobByKey(PICO, "a\u0000b")))
                .hasRootCauseInstanceOf(PSQLException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(store.trouble()).isEmpty();
    }

    @Test
    void theAuditLogCannotBeRewritten() throws SQLException {
        does(ledger -> ledger.record(new AuditEntry(NOON, "operator:ann", "approve", "device:pico-1", "")));
        var access = postgres.access(1);
        try (Connection connection = DriverManager.getConnection(access.url(), access.user(), access.password());
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM audit"))
                    .hasMessageContaining("only appended to");
        }
    }

    @Test
    void serversHearWhatOthersAnnounce() {
        CompletableFuture<JobSignal> heard = new CompletableFuture<>();
        JobSignal signal = new JobSignal(PICO, JobId.of("j"), JobState.QUEUED);
        try (PostgresJobStore other = PostgresJobStore.open(postgres.access(1))) {
            other.listen(heard::complete);
            // It takes a moment until the other one listens.
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (!heard.isDone() && System.nanoTime() < deadline) {
                store.announce(signal);
                heard.copy()
                        .completeOnTimeout(signal, 100, TimeUnit.MILLISECONDS)
                        .join();
            }
            assertThat(heard).isCompletedWithValue(signal);
        }
    }

    @Test
    void twoServersThatSeeTheSameScheduleDueFireItOnce() {
        Schedule minutely = new Schedule(
                ScheduleId.of("minutely"),
                new Schedule.Task(PICO, Command.named("led"), null),
                new Timetable(
                        new Timing.Every(Duration.ofMinutes(1), NOON.truncatedTo(ChronoUnit.HOURS)),
                        ZoneOffset.UTC,
                        null),
                Misfire.ALL,
                true,
                Schedule.Standing.NEW.next(NOON.truncatedTo(ChronoUnit.HOURS)));
        does(ledger -> {
            ledger.put(Device.approved(PICO, List.of(), NOON));
            ledger.put(minutely);
        });
        AtomicReference<Instant> now = new AtomicReference<>(NOON.plusSeconds(600));
        try (JobQueue one = server(now);
                JobQueue other = server(now)) {
            for (int round = 0; round < 60; round++) {
                CompletionStage<Integer> first = one.tick();
                CompletionStage<Integer> second = other.tick();
                get(first);
                get(second);
                now.set(now.get().plusSeconds(5));
            }
            List<Instant> dues = get(one.search(JobQuery.of(PICO))).stream()
                    .map(job -> job.job().origin().key())
                    .map(key -> Instant.parse(key.substring("schedule:minutely:".length())))
                    .toList();
            // From 12:00 to 12:14.
            assertThat(dues).doesNotHaveDuplicates().hasSize(15);
        }
    }

    private static JobQueue server(AtomicReference<Instant> now) {
        Clockwork system = Clockwork.system();
        return new JobQueue(
                PostgresJobStore.open(postgres.access(4)),
                new Clockwork(now::get, system.timer(), system.ids()),
                Retention.DEFAULT);
    }

    private static JobQueue server() {
        return new JobQueue(PostgresJobStore.open(postgres.access(4)), Clockwork.system(), Retention.DEFAULT).start();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
