package fieldlink.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Debian's Chromium, driven by playwright-core from npm; scripts and versions lie beside this class as resources. */
final class Chromium {
    private static final Path HOME = Path.of("target", "browser").toAbsolutePath();
    private static final Path BINARY = Path.of("/usr/bin/chromium");
    private static final long INSTALL_SECONDS = 180;
    private static final long WALK_SECONDS = 240;
    private static final List<String> SCRIPTS =
            List.of("browse.mjs", "dashboard.mjs", "panels.mjs", "socketio.mjs", "package.json", "package-lock.json");

    private Chromium() {}

    /** Skips the test, or fails it where tools are required, when there is no browser or no driver for it. */
    static void require() throws IOException, InterruptedException {
        boolean there;
        Files.createDirectories(HOME);
        // Another test may be about to do the same in a process of its own.
        try (FileChannel lock =
                        FileChannel.open(HOME.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            assertThat(held.isValid()).isTrue();
            there = isReady();
        }
        String advice = "apt install chromium nodejs npm, with an npm registry in reach";
        if (Boolean.getBoolean("fieldlink.it.required")) {
            assertThat(there).as(advice).isTrue();
        }
        assumeTrue(there, "skipped: " + advice);
    }

    private static boolean isReady() throws IOException, InterruptedException {
        for (String script : SCRIPTS) {
            try (InputStream source = Chromium.class.getResourceAsStream(script)) {
                assertThat(source).as(script).isNotNull();
                byte[] content = source.readAllBytes();
                Path copy = HOME.resolve(script);
                // Left alone while it is the same: another test's browser may be reading it.
                if (!Files.exists(copy) || !Arrays.equals(Files.readAllBytes(copy), content)) {
                    Files.write(copy, content);
                }
            }
        }
        return Files.isExecutable(BINARY) && (isInstalled() || install());
    }

    /** Runs a script; its output is shown when it fails. */
    static void walk(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        Path said = HOME.resolve(script + ".log");
        int exit = run(command, said, WALK_SECONDS);
        assertThat(exit)
                .as("%s; see failure.png beside it\n%s", said, Files.readString(said))
                .isZero();
    }

    private static boolean isInstalled() throws IOException {
        Path mark = HOME.resolve("installed.json");
        return Files.exists(mark) && Files.mismatch(mark, HOME.resolve("package-lock.json")) < 0;
    }

    private static boolean install() throws IOException, InterruptedException {
        Path said = HOME.resolve("npm.log");
        boolean done =
                run(List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"), said, INSTALL_SECONDS) == 0;
        if (done) {
            Files.copy(
                    HOME.resolve("package-lock.json"),
                    HOME.resolve("installed.json"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return done;
    }

    private static int run(List<String> command, Path said, long seconds) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(HOME.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("CHROMIUM", BINARY.toString());
        Process process;
        try {
            process = builder.start();
        } catch (IOException missing) {
            Files.writeString(said, String.valueOf(missing.getMessage()), StandardCharsets.UTF_8);
            return -1;
        }
        try {
            if (process.waitFor(seconds, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            return -1;
        } finally {
            Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
        }
    }
}
