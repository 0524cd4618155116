package fieldlink.cli.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fieldlink.cli.OwnJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as a service of systemd: its unit, and what it tells systemd while it runs. */
class BleServiceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Of ten; in tenths, as systemd-analyze takes it. */
    private static final String MOST_EXPOSURE = "20";

    /** Prints what comes to a socket like systemd's. */
    private static final String LISTENER = """
            import socket, sys
            heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            heard.bind(sys.argv[1])
            print("bound", flush=True)
            while True:
                print(heard.recv(4096).decode(), flush=True)
            """;

    @TempDir
    private Path folder;

    @Test
    void theUnitHasNoMistakesAndIsHardened() throws Exception {
        Path root = Path.of(System.getProperty("fieldlink.root"));
        String unit = Files.readString(root.resolve("cli/src/main/dist/systemd/fieldlink-ble.service"));
        Path installed = folder.resolve("fieldlink-ble.service");
        Files.writeString(installed, unit.replace("/opt/fieldlink/bin/fieldlink", "/bin/true"));

        assertThat(systemdAnalyze("verify", installed.toString())).isEmpty();
        assertThat(systemdAnalyze("security", "--offline=true", "--threshold=" + MOST_EXPOSURE, installed.toString()))
                .contains("Overall exposure level");
    }

    @Test
    @Timeout(120)
    void systemdHearsWhenItIsReadyAndThenThatItLives() throws Exception {
        // Short: a socket's path has room for a hundred bytes.
        Path place = Files.createTempDirectory(Path.of("/tmp"), "fl");
        Path notify = place.resolve("notify");
        Process listener = start(Map.of(), List.of("python3", "-c", LISTENER, notify.toString()));
        BufferedReader heard = listener.inputReader(StandardCharsets.UTF_8);
        assertThat(heard.readLine()).isEqualTo("bound");
        Process daemon = start(
                Map.of("NOTIFY_SOCKET", notify.toString(), "WATCHDOG_USEC", "400000"),
                OwnJvm.fieldlink(
                        "ble",
                        "daemon",
                        "--simulate",
                        "--socket",
                        place.resolve("ble.sock").toString()));
        try {
            assertThat(lineWith("READY=1", heard)).isNotNull();
            assertThat(lineWith("WATCHDOG=1", heard)).isNotNull();
            assertThat(lineWith("WATCHDOG=1", heard)).isNotNull();
        } finally {
            daemon.destroy();
            assertThat(daemon.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            listener.destroy();
            for (String name : List.of("notify", "ble.sock.lock")) {
                Files.deleteIfExists(place.resolve(name));
            }
            Files.delete(place);
        }
    }

    private static String lineWith(String word, BufferedReader heard) throws IOException {
        String line = heard.readLine();
        while (line != null && !line.equals(word)) {
            line = heard.readLine();
        }
        return line;
    }

    private static String systemdAnalyze(String... words) throws Exception {
        List<String> line =
                Stream.concat(Stream.of("systemd-analyze"), Stream.of(words)).toList();
        Process tool = start(Map.of(), line);
        String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tool.waitFor()).as(said).isZero();
        return said;
    }

    private static Process start(Map<String, String> environment, List<String> line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            assumeTrue(
                    Boolean.getBoolean("fieldlink.it.required"),
                    line.get(0) + " is missing: apt install "
                            + (line.get(0).equals("python3") ? "python3" : "systemd"));
            throw e;
        }
    }
}
