package fieldlink.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fieldlink.ccm.sim.LiveGreenhouse;
import fieldlink.ccm.sim.NodeProfile;
import fieldlink.ccm.sim.Rehearsal;
import fieldlink.ccm.udp.UdpPorts;
import fieldlink.ccm.udp.UdpSettings;
import fieldlink.ccm.udp.UdpTransport;
import fieldlink.cli.ExitCode;
import fieldlink.cli.main.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The examples that are no Java, run against the command that they speak to. */
@Tag("long")
class OtherLanguagesIT {
    private static final long PATIENCE_SECONDS = 60;

    private final Path examples = Path.of(System.getProperty("fieldlink.root"), "examples");
    private Path folder = Path.of("/nowhere");
    private Process server;

    @BeforeEach
    void makeFolder() throws IOException {
        // Not the build's own: a socket's path has to be short.
        folder = Files.createTempDirectory(Path.of("/tmp"), "fl");
    }

    @AfterEach
    void endServer() throws Exception {
        server.destroy();
        assertThat(server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void theDaemonFromPython() throws Exception {
        Path socket = folder.resolve("ble.sock");
        startServer(socket, "ble", "daemon", "--simulate", "--socket", socket.toString());
        Path program = examples.resolve("daemon-from-python/plain_socket.py");
        Process python;
        try {
            python = start(
                    List.of("python3", program.toString(), socket.toString(), "02:00:00:00:00:11", "181A", "2A6E"));
        } catch (IOException e) {
            assumeTrue(Boolean.getBoolean("fieldlink.it.required"), "python3 is missing: apt install python3");
            throw e;
        }
        assertThat(python.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("adapter: ok")
                .containsPattern("read: \\w{4}\nnotified: \\w{4}\n");
        assertThat(python.exitValue()).isZero();
    }

    @Test
    void theCalibrationScript() throws Exception {
        int port = 20_000 + (int) (ProcessHandle.current().pid() % 1000) * 20;
        Path house = folder.resolve("house.yaml");
        String example = Files.readString(examples.resolve("src/main/resources/fieldlink/examples/window/house.yaml"));
        Files.writeString(house, example + "network: {interface: 127.0.0.75, first_port: " + port + "}\n");
        List<Object> findings = new ArrayList<>();
        try (UdpTransport node = UdpTransport.open(UdpSettings.loopback("127.0.0.74", UdpPorts.from(port)));
                LiveGreenhouse greenhouse = LiveGreenhouse.start(
                        Rehearsal.byRelays(node.address(), NodeProfile.UARDECS), node, findings::add)) {
            Path socket = folder.resolve("actuator.sock");
            startServer(socket, "actuator", "run", "--config", house.toString(), "--state", folder.toString());
            Path script = examples.resolve("calibration-script/calibrate.yaml");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
            ExitCode code = Main.run(
                    List.of("script", "run", script.toString()),
                    InputStream.nullInputStream(),
                    printed,
                    printed,
                    Map.of("FIELDLINK_STATE", folder.toString()));
            assertThat(code).as(() -> out.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCode.DONE);
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("open_sec", "close_sec", "\"final\"");
            assertThat(findings).isEmpty();
        }
    }

    private void startServer(Path socket, String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "fieldlink.cli.main.Main"));
        line.addAll(List.of(words));
        server = start(line);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.exists(socket) && server.isAlive() && System.nanoTime() < end) {
            server.waitFor(20, TimeUnit.MILLISECONDS);
        }
        assertThat(socket).exists();
    }

    private static Process start(List<String> line) throws IOException {
        return new ProcessBuilder(line).redirectErrorStream(true).start();
    }
}
