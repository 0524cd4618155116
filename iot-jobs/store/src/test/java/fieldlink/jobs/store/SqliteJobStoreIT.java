package fieldlink.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fieldlink.jobs.AuditEntry;
import fieldlink.jobs.Device;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobLedger;
import fieldlink.jobs.JobLedger.Numbered;
import fieldlink.jobs.JobQuery;
import fieldlink.jobs.JobState;
import fieldlink.jobs.JobStore;
import fieldlink.jobs.StoreException;
import fieldlink.jobs.contract.JobStoreContractTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJobStoreIT extends JobStoreContractTest {
    @TempDir
    Path directory;

    @Override
    protected JobStore open() {
        return SqliteJobStore.open(directory);
    }

    /** A store files away what is settled before it closes. */
    @Override
    protected void fileAway() {
        reopen();
    }

    private void reopen() {
        store.close();
        store = open();
    }

    @Test
    void everythingIsThereAfterARestart() {
        Job full = everythingSet();
        Device device = Device.approved(PICO, List.of(), NOON);
        AuditEntry entry = new AuditEntry(NOON, "operator:ann", "approve", "device:pico-1", "");
        does(ledger -> {
            ledger.put(device);
            ledger.add(full);
            ledger.add(job("queued"));
            ledger.add(job("done"));
            ledger.record(entry);
            ledger.put(everySetting());
        });
        settle("done");
        reopen();
        assertListed(JobLedger::schedules).containsExactly(everySetting());
        assertAsked(ledger -> ledger.job(full.id()).orElseThrow()).isEqualTo(full);
        assertAsked(ledger -> ledger.device(PICO).orElseThrow()).isEqualTo(device);
        assertThat(asks(ledger -> ledger.job(JobId.of("done")).orElseThrow()).state())
                .isEqualTo(JobState.SUCCEEDED);
        List<AuditEntry> audit = asks(ledger -> ledger.audit(10));
        assertThat(audit).containsExactly(entry);
    }

    @Test
    void theOrderOfAcceptanceGoesOnAfterARestart() {
        does(ledger -> ledger.add(job("first")));
        settle("first");
        reopen();
        does(ledger -> ledger.add(job("second")));
        List<Numbered> all = asks(ledger -> ledger.search(JobQuery.of(PICO)));
        assertThat(all).extracting(numbered -> numbered.job().id().value()).containsExactly("first", "second");
    }

    @Test
    void theAuditLogCannotBeRewritten() throws SQLException {
        does(ledger -> ledger.record(new AuditEntry(NOON, "operator:ann", "approve", "device:pico-1", "")));
        store.close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("history.db"));
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("UPDATE audit SET actor = 'nobody'"))
                    .hasMessageContaining("only appended to");
            assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM audit"))
                    .hasMessageContaining("only appended to");
        }
    }

    @Test
    void twoServersCannotShareADirectory() {
        assertThatThrownBy(() -> SqliteJobStore.open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("used by another server");
    }

    @Test
    void aBackupIsAQueueThatCanBeOpened() {
        does(ledger -> ledger.add(job("kept")));
        Path copy = ((SqliteJobStore) store).backUp(3);
        does(ledger -> ledger.add(job("later")));
        store.close();
        store = SqliteJobStore.open(copy);
        assertAsked(ledger -> ledger.job(JobId.of("kept")).isPresent()).isEqualTo(true);
        assertAsked(ledger -> ledger.job(JobId.of("later")).isPresent()).isEqualTo(false);
    }

    @Test
    void onlyTheNewestBackupsAreKept() throws IOException {
        List<Path> copies = IntStream.range(0, 4)
                .mapToObj(i -> ((SqliteJobStore) store).backUp(2))
                .distinct()
                .toList();
        try (Stream<Path> kept = Files.list(directory.resolve("backup"))) {
            assertThat(kept).containsExactlyInAnyOrderElementsOf(copies.subList(copies.size() - 2, copies.size()));
        }
    }

    @Test
    void halfACopyIsNoneAndPushesNoWholeOneOut() throws IOException {
        SqliteJobStore sqlite = (SqliteJobStore) store;
        assertThat(sqlite.isBackedUp(Duration.ofHours(24))).isFalse();
        Path whole = sqlite.backUp(1);
        assertThat(sqlite.isBackedUp(Duration.ofHours(24))).isTrue();
        // The history's file is in the way of its own copy: the second half fails.
        Path history = directory.resolve("history.db");
        Files.move(history, directory.resolve("elsewhere.db"));
        Files.createDirectory(history);
        assertThatThrownBy(() -> sqlite.backUp(1)).isInstanceOf(StoreException.class);
        try (Stream<Path> kept = Files.list(directory.resolve("backup"))) {
            assertThat(kept).containsExactly(whole);
        }
    }

    @Test
    void aDamagedStateIsNotWorkedOn() throws IOException {
        does(ledger -> IntStream.range(0, 200).forEach(i -> ledger.add(job("j" + i))));
        store.close();
        damage(directory.resolve("state.db"));
        assertThatThrownBy(() -> SqliteJobStore.open(directory))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        damaged -> assertThat(damaged.status()).isEqualTo(StoreException.Status.DAMAGED))
                .hasMessageContaining("backup");
    }

    @Test
    void aDamagedHistoryIsPutAsideAndWorkGoesOn() throws IOException {
        does(ledger -> {
            IntStream.range(0, 200).forEach(i -> ledger.add(job("j" + i)));
            ledger.add(job("live"));
        });
        IntStream.range(0, 200).forEach(i -> settle("j" + i));
        store.close();
        damage(directory.resolve("history.db"));
        store = open();
        assertAsked(ledger -> ledger.job(JobId.of("live")).isPresent()).isEqualTo(true);
        assertAsked(ledger -> ledger.job(JobId.of("j1")).isPresent()).isEqualTo(false);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("history.db.damaged-"));
        }
    }

    @Test
    void aCommitThatFailsRefusesItsJobsAndLosesNoOther() throws Exception {
        does(ledger -> ledger.add(job("kept")));
        store.close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("state.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TRIGGER disk_is_full BEFORE INSERT ON job WHEN NEW.id = 'too much'"
                    + " BEGIN SELECT RAISE(ROLLBACK, 'disk is full'); END");
        }
        store = open();
        assertThatThrownBy(() -> does(ledger -> ledger.add(job("too much"))))
                .rootCause()
                .hasMessageContaining("disk is full");
        does(ledger -> ledger.add(job("afterwards")));
        List<Job> live = asks(ledger -> ledger.live(PICO));
        assertThat(live).extracting(job -> job.id().value()).containsExactly("kept", "afterwards");
        reopen();
        List<Job> again = asks(ledger -> ledger.live(PICO));
        assertThat(again).extracting(job -> job.id().value()).containsExactly("kept", "afterwards");
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 4_096 + 100; i < bytes.length; i++) {
            bytes[i] ^= 0x5a;
        }
        Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
    }
}
