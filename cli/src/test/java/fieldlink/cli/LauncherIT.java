package fieldlink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built distribution, started as a person starts it. Whatever state the archive is in, the command works. */
class LauncherIT {
    private static final Path LAUNCHER =
            Path.of(System.getProperty("fieldlink.root"), "cli/target/fieldlink/bin/fieldlink");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path cache;

    private record Ended(int exitCode, String out, String err) {}

    @BeforeEach
    void isBuilt() {
        assertThat(LAUNCHER).as("mvn package makes the distribution").isExecutable();
    }

    /** A warm-up still at work would write into a directory that JUnit is deleting. */
    @AfterEach
    void warmUpIsOver() throws Exception {
        await(() -> files(".lock").isEmpty());
    }

    @Test
    void theArchiveIsMadeAsideAndUsedFromThenOn() throws Exception {
        assertThat(version().exitCode()).isZero();
        Path archive = warmArchive();
        assertThat(run("-Xlog:class+load", "--version").out())
                .as("classes of ours come out of the archive")
                .containsPattern("fieldlink\\.cli\\.main\\.Main source: shared objects file");
        assertThat(archive).isNotEmptyFile();
    }

    @Test
    void aStaleArchiveIsLeftAloneAndMadeAgain() throws Exception {
        version();
        Path archive = warmArchive();
        FileTime old = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(archive, old);
        assertThat(version().out()).startsWith("fieldlink ");
        await(() -> !Files.getLastModifiedTime(archive).equals(old));
    }

    @Test
    void aForeignArchiveIsIgnoredWithoutAWord() throws Exception {
        version();
        Path archive = warmArchive();
        Files.writeString(archive, "made by somebody else");
        Ended ended = version();
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).startsWith("fieldlink ");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void aCacheThatCannotBeWrittenIsNoError() throws Exception {
        Path blocked = Files.writeString(cache.resolve("blocked"), "a file where a folder should be");
        Ended ended = runIn(blocked, List.of("--version"), "");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void aFolderThatMayNotBeEnteredIsNoErrorEither() throws Exception {
        Path locked = Files.createDirectory(
                cache.resolve("locked"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
        assertThat(runIn(locked, List.of("--version"), "").exitCode()).isZero();
        await(() -> files(".lock").isEmpty());
    }

    @Test
    void anUnknownCommandEndsWithTwo() throws Exception {
        Ended ended = run("", "frobnicate");
        assertThat(ended.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ended.out()).isEmpty();
    }

    private Path warmArchive() throws Exception {
        await(() -> files(".jsa").size() == 1 && files(".lock").isEmpty());
        return files(".jsa").get(0);
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(cache)) {
            return all.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private Ended version() throws Exception {
        return run("", "--version");
    }

    private Ended run(String jvmOptions, String... words) throws Exception {
        return runIn(cache, List.of(words), jvmOptions);
    }

    private Ended runIn(Path cacheHome, List<String> words, String jvmOptions) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(LAUNCHER.toString()), words.stream()).toList());
        builder.environment().put("XDG_CACHE_HOME", cacheHome.toString());
        builder.environment().put("FIELDLINK_OPTS", jvmOptions);
        Path out = Files.createTempFile("launcher", ".out");
        Path err = Files.createTempFile("launcher", ".err");
        try {
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return new Ended(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime() - deadline).as("within %s", PATIENCE).isNegative();
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
