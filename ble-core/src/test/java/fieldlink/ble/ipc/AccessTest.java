package fieldlink.ble.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fieldlink.ble.BleSettings;
import fieldlink.ble.session.BleSession;
import fieldlink.ble.sim.SimulatedAir;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets in, and where the daemon listens. */
class AccessTest {
    private static final String TOKEN = "0123456789abcdef";

    private final SimulatedAir air = SimulatedAir.inRealTime();
    private final BleSession session = BleSession.open(air.radio(), BleSettings.DEFAULT);
    private Path directory = Path.of("/nowhere");

    @BeforeEach
    void makeDirectory() throws IOException {
        // Not the build's own folder: a socket's path has to be short.
        directory = Files.createTempDirectory(Path.of("/tmp"), "fl");
    }

    @AfterEach
    void close() throws IOException {
        session.close();
        air.close();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    @Test
    void onlyOwnerAndGroupMayConnect() throws IOException {
        try (BleDaemon daemon = open(socket(), Access.GROUP)) {
            assertThat(daemon).isNotNull();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket().path())))
                    .isEqualTo("rw-rw----");
        }
        assertThat(socket().path()).doesNotExist();
    }

    @Test
    void theWholeWorldMayOnlyWhenAsked() throws IOException {
        try (BleDaemon daemon = open(socket(), Access.world())) {
            assertThat(daemon).isNotNull();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket().path())))
                    .isEqualTo("rw-rw-rw-");
        }
    }

    @Test
    void aSecondDaemonDoesNotStealALiveSocket() {
        try (BleDaemon first = open(socket(), Access.GROUP)) {
            assertThatExceptionOfType(DaemonException.class)
                    .isThrownBy(() -> open(socket(), Access.GROUP))
                    .withMessageContaining("another daemon answers")
                    .satisfies(e -> assertThat(e.status()).isEqualTo(DaemonException.Status.IN_USE));
            assertThat(first).isNotNull();
            try (RawClient client = RawClient.connect(socket())) {
                assertThat(client.ask("{\"command\": \"get_status\"}")).contains("is_running");
            }
        }
    }

    @Test
    void aSocketOfAnotherProgramThatAnswersIsLeftAlone() throws IOException {
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(socket().address());
            assertThatExceptionOfType(DaemonException.class)
                    .isThrownBy(() -> open(socket(), Access.GROUP))
                    .withMessageContaining("another daemon answers");
        }
    }

    @Test
    void aSocketLeftBehindByACrashIsTakenOver() throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(socket().address());
        }
        assertThat(socket().path()).exists();
        try (BleDaemon daemon = open(socket(), Access.GROUP);
                RawClient client = RawClient.connect(socket())) {
            assertThat(daemon).isNotNull();
            assertThat(client.ask("{\"command\": \"get_status\"}")).contains("is_running");
        }
    }

    @Test
    void aFileThatIsNoSocketIsNeverRemoved() throws IOException {
        Files.writeString(socket().path(), "precious");
        assertThatExceptionOfType(DaemonException.class)
                .isThrownBy(() -> open(socket(), Access.GROUP))
                .withMessageContaining("no socket");
        assertThat(socket().path()).hasContent("precious");
    }

    @Test
    void anUnknownGroupIsSaidAndNothingListens() {
        assertThatExceptionOfType(DaemonException.class)
                .isThrownBy(() -> open(socket(), Access.group("no-such-group-here")))
                .withMessageContaining("cannot listen");
        try (BleDaemon daemon = open(socket(), Access.GROUP)) {
            assertThat(daemon).as("nothing was left locked").isNotNull();
        }
    }

    @Test
    void tcpNeedsTheTokenFirst() {
        try (BleDaemon daemon = open(new Endpoint.Tcp("127.0.0.1", 0), Access.token(TOKEN));
                RawClient client = RawClient.connect(new Endpoint.Tcp("127.0.0.1", daemon.port()))) {
            assertThat(client.ask("{\"command\": \"get_status\", \"request_id\": 1}"))
                    .contains("Not authenticated", "\"request_id\": 1", "NOT_PERMITTED");
            assertThat(client.ask("{\"command\": \"authenticate\", \"token\": \"0123456789abcdeX\"}"))
                    .contains("Not authenticated");
            assertThat(client.ask("{\"command\": \"authenticate\", \"token\": \"" + TOKEN + "\"}"))
                    .contains("success");
            assertThat(client.ask("{\"command\": \"get_status\"}")).contains("is_running");
        }
    }

    @Test
    void tcpWithoutATokenStaysOnThisMachine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DaemonSettings.at(new Endpoint.Tcp("0.0.0.0", 8378), Access.GROUP))
                .withMessageContaining("set a token");
        try (BleDaemon daemon = open(new Endpoint.Tcp("127.0.0.1", 0), Access.GROUP);
                RawClient client = RawClient.connect(new Endpoint.Tcp("127.0.0.1", daemon.port()))) {
            assertThat(client.ask("{\"command\": \"get_status\"}")).contains("is_running");
        }
    }

    @Test
    void shortTokensAreRefusedAndNoneIsPrinted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Access.token("secret"))
                .withMessageContaining("at least 16")
                .withMessageNotContaining("secret");
        assertThat(Access.token(TOKEN).toString()).doesNotContain(TOKEN);
    }

    @Test
    void readsTheFirstServicesVariables() {
        assertThat(Endpoint.of(Map.of("BLE_ORCHESTRATOR_SOCKET", "/tmp/x.sock")))
                .hasToString("unix:/tmp/x.sock");
        assertThat(Endpoint.of(Map.of("BLE_ORCHESTRATOR_TCP", ""))).hasToString("tcp:127.0.0.1:8378");
        assertThat(Endpoint.of(Map.of(
                        "BLE_ORCHESTRATOR_TCP", "0", "BLE_ORCHESTRATOR_HOST", "::1", "BLE_ORCHESTRATOR_PORT", "9")))
                .hasToString("tcp:::1:9");
        assertThat(Endpoint.of(Map.of("XDG_RUNTIME_DIR", "/run/user/7")))
                .hasToString("unix:/run/user/7/fieldlink/ble.sock");
        assertThat(Endpoint.of(Map.of("RUNTIME_DIRECTORY", "/run/fieldlink")))
                .hasToString("unix:/run/fieldlink/ble.sock");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.of(Map.of("BLE_ORCHESTRATOR_TCP", "1", "BLE_ORCHESTRATOR_PORT", "x")))
                .withMessageContaining("BLE_ORCHESTRATOR_PORT is 'x'");
    }

    @Test
    void saysWhenASocketPathIsTooLong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Endpoint.Unix(Path.of("/tmp/" + "x".repeat(110))))
                .withMessageContaining("shorter directory");
    }

    private Endpoint.Unix socket() {
        return new Endpoint.Unix(directory.resolve("ble.sock"));
    }

    private BleDaemon open(Endpoint endpoint, Access access) {
        return BleDaemon.open(DaemonSettings.at(endpoint, access), Centrals.of(session));
    }
}
