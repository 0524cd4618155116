package fieldlink.jobs.server;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.server.ServerSettings.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that take their time, whether by malice or over a bad line: each loses its connection, and nobody else does. */
class SlowClientIT {
    private static final Limits IMPATIENT = Limits.DEFAULT.patientFor(Duration.ofMillis(400));

    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.with(
                ServerSettings.on("127.0.0.1", 0).in(ServerSettings.Mode.LEGACY).within(IMPATIENT));
        server.post("/api/devices/register", "{\"device_id\":\"pico-1\",\"approved\":true,\"capabilities\":[]}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aHeadThatNeverEndsIsNotWaitedFor() throws IOException {
        try (Socket socket = connect()) {
            say(socket, "GET /api/devices HTTP/1.1\r\nHost: x\r\nX-Slow: ");
            assertThat(isHungUp(socket)).isTrue();
        }
        assertThat(server.get("/api/devices").status()).isEqualTo(200);
    }

    @Test
    void aBodyThatNeverEndsIsNotWaitedFor() throws IOException {
        try (Socket socket = connect()) {
            say(
                    socket,
                    "POST /api/devices/pico-1/jobs/result HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"job_id\"");
            assertThat(isHungUp(socket)).isTrue();
        }
    }

    @Test
    void anAnswerThatIsNotTakenInIsNotKept() throws IOException {
        String large = "{\"name\":\"led\",\"args\":{\"text\":\"" + "x".repeat(200_000) + "\"}}";
        for (int i = 0; i < 80; i++) {
            assertThat(server.post("/api/devices/pico-1/jobs", large).status()).isEqualTo(202);
        }
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(server.address());
            socket.setSoTimeout(30_000);
            say(socket, "GET /api/devices/pico-1/jobs HTTP/1.1\r\nHost: x\r\n\r\n");
            InputStream in = socket.getInputStream();
            long read = 0;
            try {
                byte[] little = new byte[512];
                // A little at a time, at a pace at which it would take minutes.
                for (int count = in.read(little); count >= 0; count = in.read(little)) {
                    read += count;
                    pause();
                }
            } catch (SocketException e) {
                // The connection was reset: hung up as well.
                assertThat(e).isNotNull();
            }
            assertThat(read).isLessThan(16_000_000);
        }
    }

    @Test
    void aHeldPollIsNotSlow() {
        assertThat(server.get("/api/devices/pico-1/jobs/next?wait=2").status()).isEqualTo(204);
    }

    @Test
    void jsonThatIsNestedTooDeepIsRefusedAndNotTakenForNothing() {
        String deep = "{\"job_id\":\"x\",\"ok\":true,\"return_value\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}";
        RunningServer.Reply reply = server.post("/api/devices/pico-1/jobs/result", deep);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("error").stringValue()).contains("nested deeper than 100 levels");
    }

    private Socket connect() throws IOException {
        InetSocketAddress address = server.address();
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void say(Socket socket, String words) throws IOException {
        socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean isHungUp(Socket socket) throws IOException {
        try {
            return socket.getInputStream().readAllBytes().length < 1_000;
        } catch (SocketException e) {
            return true;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
