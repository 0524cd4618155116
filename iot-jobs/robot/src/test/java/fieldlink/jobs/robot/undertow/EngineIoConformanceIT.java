package fieldlink.jobs.robot.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fieldlink.jobs.robot.undertow.RawClient.Frames;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the Engine.IO 4 text demands of a server, over real connections. */
class EngineIoConformanceIT {
    private static final String POLLING = "?EIO=4&transport=polling";
    private static final String WEBSOCKET = "?EIO=4&transport=websocket";
    /** The heart of one server beats as in the suites, that of the other so slowly that it disturbs nothing. */
    private static ConformanceServer quick;

    private static ConformanceServer calm;
    private static RawClient hurried;
    private static RawClient client;

    @BeforeAll
    static void start() {
        quick = new ConformanceServer(0, 1);
        calm = new ConformanceServer(0, 100);
        hurried = new RawClient(quick.port(), "/engine.io/");
        client = new RawClient(calm.port(), "/engine.io/");
    }

    @AfterAll
    static void stop() {
        quick.close();
        calm.close();
    }

    @Test
    void theHandshakeTellsWhatTheServerPromises() throws Exception {
        HttpResponse<String> polling = hurried.get(POLLING);
        assertThat(polling.statusCode()).isEqualTo(200);
        assertThat(polling.body())
                .matches("0\\{\"sid\":\"[^\"]+\",\"upgrades\":\\[\"websocket\"],"
                        + "\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":1000000}");
        Frames socket = hurried.open(WEBSOCKET);
        assertThat((String) socket.next()).contains("\"upgrades\":[]", "\"maxPayload\":1000000");
        socket.close();
    }

    @Test
    void wrongParametersAndMethodsAreBadRequests() throws Exception {
        for (String query : new String[] {
            "?transport=polling", "?EIO=abc&transport=polling", "?EIO=4", "?EIO=4&transport=abc", POLLING + "&sid=none"
        }) {
            assertThat(client.status("GET", query)).as(query).isEqualTo(400);
        }
        assertThat(client.status("POST", POLLING)).isEqualTo(400);
        assertThat(client.status("PUT", POLLING)).isEqualTo(400);
        for (String query :
                new String[] {"?transport=websocket", "?EIO=abc&transport=websocket", WEBSOCKET + "&sid=none"}) {
            assertThatThrownBy(() -> client.open(query)).as(query).hasMessageContaining("WebSocketHandshakeException");
        }
    }

    @Test
    void pollingCarriesTextAndBinaryInOrder() throws Exception {
        String session = session(client);
        for (String payload :
                new String[] {"4hello", "4test1\u001e4test2\u001e4test3", "4hello\u001ebAQIDBA==", "4käse 😀"}) {
            HttpResponse<String> posted = client.post(session, payload);
            assertThat(posted.statusCode()).isEqualTo(200);
            assertThat(posted.body()).isEqualTo("ok");
            assertThat(client.get(session).body()).isEqualTo(payload);
        }
    }

    @Test
    void aWebSocketCarriesTextAndBinary() throws Exception {
        Frames socket = client.open(WEBSOCKET);
        socket.next();
        socket.send("4hello");
        assertThat(socket.next()).isEqualTo("4hello");
        socket.send(new byte[] {1, 2, 3, 4});
        assertThat(socket.next()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
        socket.close();
    }

    @Test
    void whatIsNoPacketEndsTheSession() throws Exception {
        String session = session(client);
        assertThat(client.post(session, "abc").statusCode()).isEqualTo(400);
        assertThat(client.get(session).statusCode()).isEqualTo(400);
        Frames socket = client.open(WEBSOCKET);
        socket.next();
        socket.send("abc");
        assertThat(socket.next()).isEqualTo(Frames.CLOSED);
    }

    @Test
    void moreThanTheMaximumIsRefusedInsteadOfRead() throws Exception {
        String session = session(client);
        assertThat(client.post(session, "4" + "x".repeat(1_000_001)).statusCode())
                .isEqualTo(413);
        Frames socket = client.open(WEBSOCKET);
        socket.next();
        socket.send("4" + "x".repeat(1_000_001));
        assertThat(socket.next()).isEqualTo(Frames.CLOSED);
    }

    @Test
    void theMaximumIsTheHandlersAndNotThatOfTheServerItIsMountedOn() throws Exception {
        String session = session(client);
        String large = "4" + "x".repeat(900_000);
        assertThat(client.post(session, large).statusCode()).isEqualTo(200);
        assertThat(client.get(session).body()).isEqualTo(large);
    }

    @Test
    void twoPollsAtOnceEndTheSession() throws Exception {
        String session = session(client);
        CompletableFuture<HttpResponse<String>> one = client.getLater(session);
        CompletableFuture<HttpResponse<String>> other = client.getLater(session + "&t=burst");

        // Whichever the server read first is the one that is closed in order.
        assertThat(List.of(told(one.get()), told(other.get()))).containsExactlyInAnyOrder("200 1", "400 ");
        assertThat(client.get(session).statusCode()).isEqualTo(400);
    }

    @Test
    void aPollThatTheClientGivesUpEndsTheSession() throws Exception {
        String session = session(client);
        try (Socket poll = client.connect()) {
            poll.getOutputStream().write(request("GET", session, ""));
        }
        // A second poll would end the session too, so a post has to tell.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(client.post(session, "4x").statusCode()).isEqualTo(400));
    }

    @Test
    void aRequestSentAheadOfThePollsAnswerIsServedInItsTurn() throws Exception {
        String session = session(hurried);
        try (Socket connection = hurried.connect()) {
            connection.getOutputStream().write(request("GET", session, ""));
            // By the time that another request was served, the poll is held.
            hurried.post(session, "3");
            connection.getOutputStream().write(request("POST", session, "3"));
            connection.getOutputStream().write(request("GET", "?EIO=3", "Connection: close\r\n"));

            String answers = new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answers).containsSubsequence("200 OK", "\r\n\r\n2HTTP", "200 OK", "\r\n\r\nokHTTP", "400 Bad");
        }
    }

    @Test
    void heartbeatOverPolling() throws Exception {
        String session = session(hurried);
        for (int i = 0; i < 3; i++) {
            assertThat(hurried.get(session).body()).isEqualTo("2");
            assertThat(hurried.post(session, "3").statusCode()).isEqualTo(200);
        }
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(600))
                .untilAsserted(
                        () -> assertThat(hurried.get(session).statusCode()).isEqualTo(400));
    }

    @Test
    void heartbeatOverAWebSocket() throws Exception {
        Frames socket = hurried.open(WEBSOCKET);
        socket.next();
        for (int i = 0; i < 3; i++) {
            assertThat(socket.next()).isEqualTo("2");
            socket.send("3");
        }
        assertThat(socket.next()).isEqualTo("2");
        assertThat(socket.next()).isEqualTo(Frames.CLOSED);
    }

    @Test
    void aClientMayClose() throws Exception {
        String session = session(client);
        CompletableFuture<HttpResponse<String>> poll = client.getLater(session);
        client.post(session, "1");
        assertThat(poll.get().statusCode()).isEqualTo(200);
        assertThat(poll.get().body()).isEqualTo("6");
        assertThat(client.get(session).statusCode()).isEqualTo(400);
        Frames socket = client.open(WEBSOCKET);
        socket.next();
        socket.send("1");
        assertThat(socket.next()).isEqualTo(Frames.CLOSED);
    }

    @Test
    void aSessionMovesFromPollingToAWebSocket() throws Exception {
        String session = session(client);
        String sid = session.substring(POLLING.length());
        Frames socket = client.open(WEBSOCKET + sid);
        socket.send("2probe");
        assertThat(socket.next()).isEqualTo("3probe");
        assertThat(client.get(session).body()).isEqualTo("6");
        socket.send("5");
        socket.send("4hello");
        assertThat(socket.next()).isEqualTo("4hello");

        assertThat(client.get(session).statusCode()).isEqualTo(400);
        Frames second = client.open(WEBSOCKET + sid);
        assertThat(second.next()).isEqualTo(Frames.CLOSED);
        socket.send("4still here");
        assertThat(socket.next()).isEqualTo("4still here");
        socket.close();
    }

    private static String told(HttpResponse<String> response) {
        return response.statusCode() + " " + response.body();
    }

    private static byte[] request(String method, String query, String more) {
        String head = method + " /engine.io/" + query + " HTTP/1.1\r\nHost: localhost\r\n";
        boolean post = method.equals("POST");
        String rest = post ? "Content-Length: " + more.length() + "\r\n\r\n" + more : more + "\r\n";
        return (head + rest).getBytes(StandardCharsets.UTF_8);
    }

    private static String session(RawClient client) throws Exception {
        Matcher sid = Pattern.compile("\"sid\":\"([^\"]+)\"")
                .matcher(client.get(POLLING).body());
        assertThat(sid.find()).isTrue();
        return POLLING + "&sid=" + sid.group(1);
    }
}
