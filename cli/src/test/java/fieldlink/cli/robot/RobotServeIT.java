package fieldlink.cli.robot;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.cli.ExitCode;
import fieldlink.cli.OwnJvm;
import fieldlink.cli.Python;
import fieldlink.cli.main.Main;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host in a process of its own, and how it ends. */
class RobotServeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @BeforeAll
    static void interpreter() {
        Python.require();
    }

    /** Asked to end, or killed: the robot comes to rest and no worker is left behind. */
    @ParameterizedTest
    @ValueSource(strings = {"TERM", "KILL"})
    void howeverItEndsTheProjectIsStopped(String signal) throws Exception {
        Path stops = directory.resolve("stops");
        Path project = Files.createDirectories(directory.resolve("project"));
        Files.writeString(project.resolve("main.py"), """
                import os, time
                class C:
                    def pid(self): return os.getpid()
                ctl = C()
                def stop(): open('MARK', 'a').write('x')
                """.replace("MARK", stops.toString()));
        Process host = new ProcessBuilder(OwnJvm.fieldlink(
                        "robot",
                        "serve",
                        "--port",
                        "0",
                        "--storage",
                        directory.resolve("storage").toString()))
                .redirectError(directory.resolve("stderr").toFile())
                .start();
        try {
            String said =
                    new BufferedReader(new InputStreamReader(host.getInputStream(), StandardCharsets.UTF_8)).readLine();
            String address = said.substring(said.indexOf("http"), said.indexOf(';'));
            run(address, "push", project.toString());
            long worker = Long.parseLong(run(address, "call", "ctl.pid").strip());
            // Two clients have left, and each time the project was stopped.
            until(() -> Files.exists(stops) && Files.size(stops) >= 2);
            long before = Files.size(stops);

            new ProcessBuilder("kill", "-" + signal, Long.toString(host.pid())).start();

            assertThat(host.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            until(() -> Files.size(stops) > before);
            until(() -> isGone(worker));
        } finally {
            host.destroyForcibly();
        }
    }

    /** Or dead with nobody there to reap it. */
    private static boolean isGone(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
        } catch (IOException gone) {
            return true;
        }
    }

    private static String run(String address, String... words) {
        List<String> line = new ArrayList<>(List.of("robot"));
        line.addAll(List.of(words));
        line.addAll(List.of("--server", address));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExitCode exit = Main.run(
                line,
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                System.err,
                Map.of());
        assertThat(exit).isEqualTo(ExitCode.DONE);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime() - deadline)
                    .as("what was waited for came")
                    .isNegative();
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
