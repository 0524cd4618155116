package fieldlink.jobs.robot.serve;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/**
 * A client in bare frames, which knows nothing but what it sent and what came back: whether every command was answered
 * once and with what belongs to it, and whether the pushes of each of its calls came whole and in order.
 */
final class Witness implements WebSocket.Listener {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ACK = "43";
    private static final String EVENT = "42";

    /** A command that has not been answered. */
    record Open(String what, CompletableFuture<JsonNode> answer) {}

    private final Queue<String> complaints;
    private final Map<Long, Open> open = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> pushed = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final AtomicLong pings = new AtomicLong();
    private final CompletableFuture<String> joined = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;
    private volatile boolean reading = true;
    private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);

    /** @param complaints where it is told what must not be */
    Witness(int port, String auth, Queue<String> complaints) throws Exception {
        this.complaints = complaints;
        URI address = URI.create("ws://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=websocket");
        socket = HTTP.newWebSocketBuilder()
                .connectTimeout(PATIENCE)
                .buildAsync(address, this)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        send("40" + auth);
        joined.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    boolean isIn() {
        return joined.join().startsWith("40") && !ended.isDone();
    }

    CompletableFuture<JsonNode> emit(String event, String payload) {
        long id = lastId.incrementAndGet();
        Open command = new Open(event, new CompletableFuture<>());
        open.put(id, command);
        if (ended.isDone()) {
            command.answer().cancel(false);
        } else {
            send(EVENT + id + "[\"" + event + "\"," + payload + "]");
        }
        return command.answer();
    }

    /** Announces that pushes with this key are to come, which {@link #pushes} counts. */
    void expectPushes(int key) {
        pushed.put(key, 0);
    }

    int pushes(int key) {
        return pushed.remove(key);
    }

    /** The connection stays, and nothing is taken from it any more. */
    void stopReading() {
        reading = false;
    }

    long pings() {
        return pings.get();
    }

    void leave() {
        send("41");
        socket.abort();
        end();
    }

    void abort() {
        socket.abort();
        end();
    }

    private synchronized void send(String frame) {
        lastSend = lastSend.thenCompose(sent -> socket.sendText(frame, true));
    }

    private void receive(String frame) {
        if (frame.equals("2")) {
            pings.incrementAndGet();
            send("3");
        } else if (frame.startsWith("40") || frame.startsWith("44")) {
            joined.complete(frame);
        } else if (frame.startsWith(ACK)) {
            int body = frame.indexOf('[');
            Open command = open.remove(Long.parseLong(frame.substring(ACK.length(), body)));
            if (command == null) {
                complaints.add("answered twice, or unasked: " + frame);
            } else {
                command.answer()
                        .complete(Rig.JSON.readTree(frame.substring(body)).path(0));
            }
        } else if (frame.startsWith(EVENT)) {
            JsonNode push = Rig.JSON.readTree(frame.substring(EVENT.length())).path(1);
            Integer before = pushed.computeIfPresent(push.path("k").asInt(-1), (key, count) -> count + 1);
            if (before != null && before != push.path("i").asInt() + 1) {
                complaints.add("push " + before + " of its call is " + push.path("i"));
            }
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            String frame = text.toString();
            text.setLength(0);
            try {
                receive(frame);
            } catch (RuntimeException unreadable) {
                complaints.add(unreadable + " in " + frame);
            }
        }
        if (reading) {
            from.request(1);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end();
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        end();
    }

    /** What was not answered by then is lost with the connection. */
    private void end() {
        ended.complete(null);
        joined.complete("(the connection ended)");
        List<Open> lost = new ArrayList<>(open.values());
        open.clear();
        lost.forEach(command -> command.answer().cancel(false));
    }
}
