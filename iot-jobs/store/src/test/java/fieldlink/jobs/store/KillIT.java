package fieldlink.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobLedger.Numbered;
import fieldlink.jobs.JobQuery;
import fieldlink.jobs.JobState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server is killed at any moment, again and again: what it acknowledged is there, and no device is asked twice. */
@Tag("long")
class KillIT {
    private static final int ROUNDS = 6;

    @TempDir
    Path directory;

    @Test
    void noAcknowledgedJobIsLostAndNothingIsLeasedTwice() throws Exception {
        Set<String> submitted = new HashSet<>();
        List<String> leased = new ArrayList<>();
        Set<String> reported = new HashSet<>();
        for (int round = 1; round <= ROUNDS; round++) {
            for (String line : runAndKill(KilledServer.class, round)) {
                String id = line.substring(line.indexOf(' ') + 1);
                switch (line.substring(0, line.indexOf(' '))) {
                    case "submitted" -> submitted.add(id);
                    case "leased" -> leased.add(id);
                    default -> reported.add(id);
                }
            }
            check(submitted, leased, reported);
        }
        assertThat(reported).as("each round did some work").hasSizeGreaterThan(ROUNDS);
        assertThat(leased).doesNotHaveDuplicates();
    }

    @Test
    void everyDueTimeThatWasPassedIsOneJob() throws Exception {
        Instant passed = KilledTimekeeper.START;
        for (int round = 1; round <= ROUNDS; round++) {
            List<String> said = runAndKill(KilledTimekeeper.class, round);
            passed = Instant.parse(said.get(said.size() - 1).substring("passed ".length()));
        }
        SqliteJobStore store = SqliteJobStore.open(directory.resolve("queue"));
        try {
            List<Instant> dues = dues(store);
            assertThat(dues).doesNotHaveDuplicates().isSorted();
            // The last round may have come further than it could say.
            assertThat(dues.get(0)).isEqualTo(KilledTimekeeper.START.plusSeconds(60));
            assertThat(dues.get(dues.size() - 1)).isAfter(passed.minusSeconds(60));
            assertThat(Duration.between(dues.get(0), dues.get(dues.size() - 1)).toMinutes())
                    .isEqualTo(dues.size() - 1);
        } finally {
            store.close();
        }
    }

    private static List<Instant> dues(SqliteJobStore store) {
        List<Instant> dues = new ArrayList<>();
        List<Numbered> page = List.of();
        do {
            long after = page.isEmpty() ? 0 : page.get(page.size() - 1).sequence();
            JobQuery query = new JobQuery(
                    KilledTimekeeper.DEVICE, Set.of(), null, new JobQuery.Page(after, JobQuery.MOST, false));
            page = store.<List<Numbered>>transact(ledger -> ledger.search(query))
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
            page.forEach(job -> dues.add(
                    Instant.parse(String.valueOf(job.job().origin().key()).substring("schedule:minutely:".length()))));
        } while (page.size() == JobQuery.MOST);
        return dues;
    }

    private void check(Set<String> submitted, List<String> leased, Set<String> reported) {
        SqliteJobStore store = SqliteJobStore.open(directory.resolve("queue"));
        try {
            for (String id : submitted) {
                Optional<Job> job = find(store, id);
                assertThat(job).as("job %s was acknowledged", id).isPresent();
                if (reported.contains(id)) {
                    assertThat(job.get().state()).as("job %s", id).isEqualTo(JobState.SUCCEEDED);
                } else if (leased.contains(id)) {
                    assertThat(job.get().state()).as("job %s is out", id).isNotEqualTo(JobState.QUEUED);
                }
            }
        } finally {
            store.close();
        }
    }

    private static Optional<Job> find(SqliteJobStore store, String id) {
        return store.<Optional<Job>>transact(ledger -> ledger.job(JobId.of(id)))
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private List<String> runAndKill(Class<?> program, int round) throws IOException, InterruptedException {
        Path said = directory.resolve("said-" + round);
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        directory.resolve("queue").toString())
                .redirectOutput(said.toFile())
                .redirectError(directory.resolve("stderr-" + round).toFile())
                .start();
        try {
            awaitLines(said, 50 * round);
        } finally {
            server.destroyForcibly();
        }
        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        List<String> lines = lines(said);
        // The last line may have been cut off by the kill: then nobody has read it.
        boolean cut = !Files.readString(said).endsWith("\n");
        return cut ? lines.subList(0, lines.size() - 1) : lines;
    }

    private void awaitLines(Path said, int count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (lines(said).size() < count) {
            assertThat(System.nanoTime()).as("the server works").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
