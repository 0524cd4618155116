package fieldlink.jobs.robot.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.robot.undertow.RawClient.Frames;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Socket.IO 5 text demands of a server, over real websockets. */
class SocketIoConformanceIT {
    private static final String WEBSOCKET = "?EIO=4&transport=websocket";
    private static final String TWO_PLACEHOLDERS =
            "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}";
    /** The heart of one server beats as in the suites, that of the other so slowly that it disturbs nothing. */
    private static ConformanceServer quick;

    private static ConformanceServer calm;
    private static RawClient hurried;
    private static RawClient client;

    @BeforeAll
    static void start() {
        quick = new ConformanceServer(0, 1);
        calm = new ConformanceServer(0, 100);
        hurried = new RawClient(quick.port(), "/socket.io/");
        client = new RawClient(calm.port(), "/socket.io/");
    }

    @AfterAll
    static void stop() {
        quick.close();
        calm.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "40 | 40 | 42[\"auth\",{}]",
                "40{\"token\":\"123\"} | 40 | 42[\"auth\",{\"token\":\"123\"}]",
                "40/custom, | 40/custom, | 42/custom,[\"auth\",{}]",
                "40/custom | 40/custom, | 42/custom,[\"auth\",{}]",
                "40/custom,{\"token\":\"abc\"} | 40/custom, | 42/custom,[\"auth\",{\"token\":\"abc\"}]"
            })
    void namespacesAreJoined(String connect, String prefix, String greeting) throws Exception {
        Frames socket = opened();
        socket.send(connect);
        assertThat((String) socket.next()).startsWith(prefix + "{\"sid\":\"");
        assertThat(socket.next()).isEqualTo(greeting);
        socket.close();
    }

    @Test
    void anUnknownNamespaceIsRefused() throws Exception {
        Frames socket = opened();
        socket.send("40/random");
        assertThat(socket.next()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
        socket.close();
    }

    @Test
    void aClientThatNeverJoinsIsLetGo() throws Exception {
        Frames socket = hurried.open(WEBSOCKET);
        assertThat((String) socket.next()).startsWith("0");
        Object frame = socket.next();
        while (frame.equals("2")) {
            socket.send("3");
            frame = socket.next();
        }
        assertThat(frame).isEqualTo(Frames.CLOSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4abc", "42{}", "42abc[\"message-with-ack\",1]", "42/custom,[\"message\"]", "4"})
    void whatIsAgainstTheProtocolEndsTheConnection(String frame) throws Exception {
        Frames socket = joined();
        socket.send(frame);
        assertThat(socket.next()).isEqualTo(Frames.CLOSED);
    }

    @Test
    void talkingBeforeJoiningEndsTheConnection() throws Exception {
        Frames socket = opened();
        socket.send("42[\"message\"]");
        assertThat(socket.next()).isEqualTo(Frames.CLOSED);
    }

    @Test
    void theConnectionOutlivesLeavingANamespace() throws Exception {
        Frames socket = joined();
        socket.send("40/custom");
        socket.next();
        socket.next();
        socket.send("41/custom");
        socket.send("42[\"message\",\"to the main one\",1,2]");
        assertThat(socket.next()).isEqualTo("42[\"message-back\",\"to the main one\",1,2]");
        socket.send("41");
        socket.send("40/custom");
        assertThat((String) socket.next()).startsWith("40/custom,");
        socket.close();
    }

    @Test
    void eventsAndAcknowledgementsTravelBothWays() throws Exception {
        Frames socket = joined();
        socket.send("42[\"message\",1,\"2\",{\"3\":[true]}]");
        assertThat(socket.next()).isEqualTo("42[\"message-back\",1,\"2\",{\"3\":[true]}]");
        socket.send("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");
        assertThat(socket.next()).isEqualTo("43456[1,\"2\",{\"3\":[false]}]");
        socket.send("42[\"emit-with-ack\",\"x\"]");
        assertThat(socket.next()).isEqualTo("420[\"emit-with-ack\",\"x\"]");
        socket.send("430[5]");
        assertThat(socket.next()).isEqualTo("42[\"emit-with-ack\",5]");
        socket.close();
    }

    @Test
    void attachmentsTravelBothWays() throws Exception {
        Frames socket = joined();
        socket.send("452-[\"message\"," + TWO_PLACEHOLDERS + "]");
        sendAttachments(socket);
        assertThat(socket.next()).isEqualTo("452-[\"message-back\"," + TWO_PLACEHOLDERS + "]");
        assertAttachments(socket);
        socket.send("452-789[\"message-with-ack\"," + TWO_PLACEHOLDERS + "]");
        sendAttachments(socket);
        assertThat(socket.next()).isEqualTo("462-789[" + TWO_PLACEHOLDERS + "]");
        assertAttachments(socket);
        socket.close();
    }

    private static void sendAttachments(Frames socket) {
        socket.send(new byte[] {1, 2, 3});
        socket.send(new byte[] {4, 5, 6});
    }

    private static void assertAttachments(Frames socket) throws Exception {
        assertThat(socket.next()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(socket.next()).isEqualTo(ByteBuffer.wrap(new byte[] {4, 5, 6}));
    }

    private static Frames opened() throws Exception {
        Frames socket = client.open(WEBSOCKET);
        socket.next();
        return socket;
    }

    private static Frames joined() throws Exception {
        Frames socket = opened();
        socket.send("40");
        socket.next();
        socket.next();
        return socket;
    }
}
