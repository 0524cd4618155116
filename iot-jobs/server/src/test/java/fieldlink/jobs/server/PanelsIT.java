package fieldlink.jobs.server;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.Capability;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Parameter;
import fieldlink.jobs.server.RunningServer.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Panels over HTTP: who may look and act, and what those cost who look. */
class PanelsIT {
    private static final int STREAMS_OF_ONE = 16;

    private final Lamp lamp = new Lamp();
    private final RunningServer server = RunningServer.with(List.of(lamp));
    private final String[] operator = server.operator();

    private static final class Lamp implements Panel {
        final AtomicInteger looks = new AtomicInteger();
        volatile String light = "off";
        volatile Runnable changed = () -> {};

        @Override
        public Outline outline() {
            Capability dim = new Capability(
                    "dim", null, null, List.of(new Parameter("level", "int", true, null, null)), null, false);
            return new Outline(
                    "lamp", Map.of("en", "Lamp"), "export {}", List.of(Action.of(dim), Action.emergency("out")));
        }

        @Override
        public JsonText snapshot() {
            return JsonText.of("{\"light\":\"" + light + "\"}");
        }

        @Override
        public Look look(Runnable whenChanged) {
            changed = whenChanged;
            looks.incrementAndGet();
            return looks::decrementAndGet;
        }

        @Override
        public Outcome act(Deed deed) {
            if (deed.args().text().contains("300")) {
                return new Outcome.Refused("300 is too bright");
            }
            light = deed.action();
            changed.run();
            return new Outcome.Done(JsonText.of("7"));
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void onlyAnOperatorLooksAndActs() {
        assertThat(server.get("/api/panels").status()).isEqualTo(401);
        assertThat(server.get("/api/panels/lamp").status()).isEqualTo(401);
        assertThat(server.post("/api/panels/lamp/out", "{}").status()).isEqualTo(401);
        assertThat(lamp.light).isEqualTo("off");
    }

    @Test
    void anotherSitesPageCannotAct() {
        Reply login = server.post("/api/session", "{\"password\":\"" + RunningServer.PASSWORD + "\"}");
        String cookie = login.header("Set-Cookie").split(";", 2)[0];
        Reply forged = server.post("/api/panels/lamp/out", "{}", "Cookie", cookie, "Sec-Fetch-Site", "cross-site");
        assertThat(forged.status()).isEqualTo(403);
        Reply own = server.post("/api/panels/lamp/out", "{}", "Cookie", cookie, "Sec-Fetch-Site", "same-origin");
        assertThat(own.status()).isEqualTo(200);
    }

    @Test
    void aDeedIsCheckedAnsweredAndRecorded() {
        Reply done = server.post("/api/panels/lamp/dim", "{\"level\":3}", operator);
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json().path("result").asInt()).isEqualTo(7);
        assertThat(server.post("/api/panels/lamp/dim", "{\"level\":\"high\"}", operator)
                        .status())
                .isEqualTo(400);
        Reply refused = server.post("/api/panels/lamp/dim", "{\"level\":300}", operator);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("error").asString()).isEqualTo("300 is too bright");
        assertThat(server.post("/api/panels/lamp/explode", "{}", operator).status())
                .isEqualTo(404);
        assertThat(server.get("/api/audit", operator).raw().body())
                .contains("panel:lamp", "refused: 300 is too bright");
    }

    @Test
    void whoListensIsShownHowThingsStandAndWhatChanges() throws IOException {
        try (Stream stream = listen()) {
            assertThat(stream.next("panel")).isEqualTo("{\"panel\":\"lamp\",\"snapshot\":{\"light\":\"off\"}}");
            server.post("/api/panels/lamp/out", "{}", operator);
            assertThat(stream.next("panel")).contains("\"light\":\"out\"");
        }
    }

    @Test
    void nobodyLooksAfterTheLastListenerIsGone() throws IOException {
        try (Stream stream = listen()) {
            stream.next("panel");
            assertThat(lamp.looks).hasValue(1);
        }
        long end = System.nanoTime() + 20_000_000_000L;
        while (lamp.looks.get() > 0 && System.nanoTime() < end) {
            lamp.changed.run(); // what is written to a connection that is gone finds that out
            Thread.onSpinWait();
        }
        assertThat(lamp.looks).hasValue(0);
    }

    @Test
    void oneOperatorHasABoundedNumberOfStreams() throws IOException {
        List<Stream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < STREAMS_OF_ONE; i++) {
                Stream stream = listen();
                streams.add(stream);
                stream.next("panel");
            }
            assertThat(lamp.looks).as("one look for all of them").hasValue(1);
            assertThat(server.get("/api/events", operator).status()).isEqualTo(429);
        } finally {
            for (Stream stream : streams) {
                stream.close();
            }
        }
    }

    private Stream listen() throws IOException {
        return new Stream();
    }

    /** A connection that reads server-sent events. */
    private final class Stream implements AutoCloseable {
        private final Socket socket = new Socket("127.0.0.1", server.address().getPort());
        private final BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

        Stream() throws IOException {
            socket.setSoTimeout(20_000);
            String request = "GET /api/events?panel=lamp HTTP/1.1\r\nHost: localhost\r\n" + operator[0] + ": "
                    + operator[1] + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        }

        String next(String type) throws IOException {
            String line = in.readLine();
            while (!line.endsWith("event:" + type)) {
                line = in.readLine();
            }
            return in.readLine().substring("data:".length()).strip();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
