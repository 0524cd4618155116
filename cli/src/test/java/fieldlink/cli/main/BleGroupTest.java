package fieldlink.cli.main;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ble.BleSettings;
import fieldlink.ble.ipc.Access;
import fieldlink.ble.ipc.BleDaemon;
import fieldlink.ble.ipc.Centrals;
import fieldlink.ble.ipc.DaemonSettings;
import fieldlink.ble.ipc.Endpoint;
import fieldlink.ble.session.BleSession;
import fieldlink.ble.sim.SimulatedAir;
import fieldlink.ble.sim.SimulatedWorld;
import fieldlink.cli.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code fieldlink ble …} and the one-shot commands, with a daemon that answers. */
class BleGroupTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final SimulatedAir air = SimulatedAir.inRealTime();
    private Path directory = Path.of("/nowhere");
    private BleSession session;
    private BleDaemon daemon;

    @BeforeEach
    void openDaemon() throws IOException {
        // Not the build's own folder: a socket's path has to be short.
        directory = Files.createTempDirectory(Path.of("/tmp"), "fl");
        SimulatedWorld.furnish(air);
        session = BleSession.open(air.radio(), BleSettings.DEFAULT);
        daemon = BleDaemon.open(DaemonSettings.at(new Endpoint.Unix(socket()), Access.GROUP), Centrals.of(session));
    }

    @AfterEach
    void close() throws IOException {
        daemon.close();
        session.close();
        air.close();
        Files.deleteIfExists(directory.resolve("ble.sock.lock"));
        Files.deleteIfExists(directory);
    }

    @Test
    void saysHowTheRadioIs() {
        assertThat(run("ble", "status")).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).contains("health         good", "hci0", "0/5");
        assertThat(run("ble", "status", "--json")).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).contains("\"healthy\": true");
        assertThat(run("ble", "status", "--metrics")).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).contains("# TYPE fieldlink_ble_uptime_seconds gauge");
    }

    @Test
    void anAdapterThatIsGoneFailsTheCheck() {
        air.unplug(SimulatedWorld.ADAPTER);
        assertThat(run("ble", "status")).isEqualTo(ExitCode.FAILED);
        assertThat(text(out)).contains("no Bluetooth adapter");
    }

    @Test
    void listsAdaptersLinksAndRequests() {
        assertThat(run("ble", "adapters")).isEqualTo(ExitCode.DONE);
        assertThat(run("ble", "links")).isEqualTo(ExitCode.DONE);
        assertThat(run("ble", "queue", "--json")).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).contains("ADAPTER", "02:00:00:00:00:01", "HELD BY");
    }

    @Test
    void showsTheServicesOfADevice() {
        assertThat(run("ble", "info", "02:00:00:00:00:11")).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).contains("service 180f\n  2a19  read\n");
    }

    @Test
    void showsSensorsByName() {
        assertThat(run("ble", "sensors", "--timeout", "1s", "--json")).isEqualTo(ExitCode.DONE);
        assertThat(text(out))
                .contains(
                        "\"device\": \"SwitchBot Meter\"", "\"temperature\": {\"value\": 21.1, \"unit\": \"\\u00b0C\"");
    }

    @Test
    void oneShotCommandsGoThroughTheDaemonUnlessToldNotTo() {
        assertThat(run("read", "02:00:00:00:00:11", "2A19")).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).isEqualTo("57\n");
        assertThat(text(err)).doesNotContain("simulated");
        assertThat(run("read", "02:00:00:00:00:11", "2A19", "--direct", "--radio", "sim"))
                .isEqualTo(ExitCode.DONE);
        assertThat(text(err)).contains("simulated");
    }

    @Test
    void forgetsAndRecovers() {
        assertThat(run("ble", "forget", "02:00:00:00:00:11")).isEqualTo(ExitCode.DONE);
        assertThat(run("ble", "recover", "hci0")).isEqualTo(ExitCode.DONE);
        assertThat(run("ble", "recover", "hci9")).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(text(err)).contains("no adapter hci9");
        assertThat(run("ble", "recover", "hci0", "--step", "drop-device")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aSwitchBotThatIsNoneIsSaid() {
        assertThat(run("ble", "switchbot", "02:00:00:00:00:12", "press", "--timeout", "5s"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(text(err)).contains("characteristic");
        assertThat(run("ble", "switchbot", "02:00:00:00:00:12", "dance")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aNamedDaemonThatDoesNotAnswerIsAnError() {
        daemon.close();
        assertThat(run("ble", "status")).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(text(err)).contains("fieldlink ble daemon");
    }

    @Test
    void tcpIsNotOpenedByAccident() {
        ExitCode ended = run(Map.of("BLE_ORCHESTRATOR_TCP", "1"), "ble", "daemon", "--simulate");
        assertThat(ended).isEqualTo(ExitCode.USAGE);
        assertThat(text(err)).contains("--token-file", "--open-loopback");
    }

    private Path socket() {
        return directory.resolve("ble.sock");
    }

    private ExitCode run(String... args) {
        return run(Map.of("BLE_ORCHESTRATOR_SOCKET", socket().toString()), args);
    }

    private ExitCode run(Map<String, String> environment, String... args) {
        return Main.run(
                List.of(args),
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
