package fieldlink.jobs.robot.undertow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Talks to a server in bare requests and frames, with no protocol knowledge of its own. */
final class RawClient {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(DEADLINE).build();
    private final int port;
    private final String base;

    RawClient(int port, String path) {
        this.port = port;
        this.base = "://localhost:" + port + path;
    }

    /** A connection whose bytes are the caller's own. */
    Socket connect() throws IOException {
        Socket socket = new Socket("localhost", port);
        socket.setSoTimeout((int) DEADLINE.toMillis());
        return socket;
    }

    HttpResponse<String> get(String query) throws IOException, InterruptedException {
        return http.send(request(query).build(), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> getLater(String query) {
        return http.sendAsync(request(query).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String query, String body) throws IOException, InterruptedException {
        return http.send(request(query).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    int status(String method, String query) throws IOException, InterruptedException {
        return http.send(request(query).method(method, BodyPublishers.noBody()).build(), BodyHandlers.discarding())
                .statusCode();
    }

    Frames open(String query) throws Exception {
        Frames frames = new Frames();
        frames.socket = http.newWebSocketBuilder()
                .connectTimeout(DEADLINE)
                .buildAsync(URI.create("ws" + base + query), frames)
                .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        return frames;
    }

    private HttpRequest.Builder request(String query) {
        return HttpRequest.newBuilder(URI.create("http" + base + query)).timeout(DEADLINE);
    }

    /** The frames of one websocket: texts, byte arrays as ByteBuffer, and {@link #CLOSED} at the end. */
    static final class Frames implements WebSocket.Listener {
        static final Object CLOSED = "(closed)";

        private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private WebSocket socket;

        void send(String frame) {
            socket.sendText(frame, true).join();
        }

        void send(byte... frame) {
            socket.sendBinary(ByteBuffer.wrap(frame), true).join();
        }

        void close() {
            socket.abort();
        }

        Object next() throws InterruptedException {
            Object frame = received.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
            return frame == null ? "(nothing within " + DEADLINE + ")" : frame;
        }

        @Override
        public CompletionStage<?> onText(WebSocket on, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                received.add(text.toString());
                text.setLength(0);
            }
            on.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket on, ByteBuffer part, boolean last) {
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
            if (last) {
                received.add(ByteBuffer.wrap(bytes.toByteArray()));
                bytes.reset();
            }
            on.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket on, int code, String reason) {
            received.add(CLOSED);
            return null;
        }

        @Override
        public void onError(WebSocket on, Throwable failure) {
            received.add(CLOSED);
        }
    }
}
