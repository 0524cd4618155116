package fieldlink.cli.main;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.cli.ExitCode;
import fieldlink.cli.OwnJvm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The daemon as a process: what a script sees of it, and how it ends. */
class BleDaemonProcessIT {
    private static final long PATIENCE_SECONDS = 60;

    private Path directory = Path.of("/nowhere");
    private Process daemon;

    @BeforeEach
    void start() throws Exception {
        directory = Files.createTempDirectory(Path.of("/tmp"), "fl");
        daemon = fieldlink("ble", "daemon", "--simulate", "--socket", socket().toString());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.exists(socket()) && daemon.isAlive() && System.nanoTime() < end) {
            daemon.waitFor(20, TimeUnit.MILLISECONDS);
        }
        assertThat(socket()).exists();
    }

    @AfterEach
    void stop() throws IOException {
        daemon.destroyForcibly();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    @Test
    void sigtermEndsItAtOnceAndTheSocketIsGone() throws Exception {
        long start = System.nanoTime();
        daemon.destroy();
        assertThat(daemon.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        // Under a second is the promise; a machine under load gets more.
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
        assertThat(socket()).doesNotExist();
    }

    @Test
    void aSecondOneRefusesToTakeItsPlace() throws Exception {
        Process second = fieldlink("ble", "daemon", "--simulate", "--socket", socket().toString());
        assertThat(second.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(3);
        assertThat(output(second)).contains("another daemon answers");
    }

    /** The hub and its state live in the daemon; each command is a client that comes and goes. */
    @Test
    void commandsDriveAHubThroughTheSocket() {
        assertThat(powerhub("list")).containsPattern("02:00:00:00:00:21 +-60 dBm +PowerHub");
        assertThat(powerhub("batch", "set", "0", "255", ",", "fade", "1", "128", "2s"))
                .isEqualTo("{\"ok\":true,\"levels\":[255,128,0,0,0,0]}");
        assertThat(powerhub("state")).isEqualTo("{\"ok\":true,\"levels\":[255,128,0,0,0,0]}");
        assertThat(powerhub("off", "0")).isEqualTo("{\"ok\":true,\"levels\":[0,128,0,0,0,0]}");
        assertThat(powerhub("power", "thresholds", "12V", "13V")).contains("\"sleep_mv\":12000,\"wake_mv\":13000");
        assertThat(powerhub("power", "temperatures", "70", "60.5"))
                .contains("\"high_centi\":7000,\"recover_centi\":6050,\"sleep_mv\":12000");
        assertThat(powerhub("power", "wake")).isEmpty();
        assertThat(powerhub("telemetry", "--count", "2", "--timeout", "30s", "--csv")
                        .lines())
                .hasSize(3)
                .first()
                .isEqualTo("time,vin_mv,power_temp_centi,control_temp_centi,current_0,current_1,current_2,current_3,"
                        + "current_4,current_5,thermal_active");
    }

    private String powerhub(String... words) {
        List<String> line = new ArrayList<>(List.of("powerhub"));
        line.addAll(List.of(words));
        line.addAll(words[0].equals("list") ? List.of() : List.of("--device", "02:00:00:00:00:21"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ExitCode code = Main.run(
                line,
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("BLE_ORCHESTRATOR_SOCKET", socket().toString()));
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(code).isEqualTo(ExitCode.DONE);
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    private Path socket() {
        return directory.resolve("ble.sock");
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private Process fieldlink(String... words) throws IOException {
        return new ProcessBuilder(OwnJvm.fieldlink(List.of("-Xmx32m"), List.of(words)))
                .redirectErrorStream(true)
                .start();
    }
}
