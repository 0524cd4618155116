package fieldlink.ble.ipc;

import fieldlink.ble.BleException;
import fieldlink.ble.BleStatus;
import fieldlink.ble.Registration;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.wire.Json;
import fieldlink.ble.wire.JsonObject;
import fieldlink.ble.wire.JsonReader;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a daemon that comes back by itself. Requests go out as JSON objects and end exactly once: with the
 * daemon's reply, or with a {@link BleException}, also when the daemon goes away or never answers. One thread of its own;
 * stages complete on it, so they must not be blocked there.
 */
public final class DaemonClient implements AutoCloseable {
    private static final Logger LOG = System.getLogger(DaemonClient.class.getName());
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);
    /** What the daemon gets beyond a request's own deadline before it counts as hung. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final int MOST_UNSENT = 8 << 20;

    /** What happens beside replies. On the client's thread. */
    interface Listener {
        void event(JsonObject frame);

        void lost();

        void back();
    }

    private final Endpoint endpoint;
    private final @Nullable String token;
    private final SelectorLoop loop = new SelectorLoop("fieldlink-ble-client");
    private final ByteBuffer readBuffer = Connection.sharedReadBuffer();
    private final Map<String, CompletableFuture<JsonObject>> open = new HashMap<>();
    private Listener listener = new Deaf();
    private @Nullable Connection connection;
    private Duration nextRetry = FIRST_RETRY;
    private long number;
    private volatile boolean closed;

    private DaemonClient(Endpoint endpoint, @Nullable String token) {
        this.endpoint = endpoint;
        this.token = token;
    }

    /**
     * Connects.
     *
     * @param token for a TCP endpoint that wants one; null for none
     * @throws DaemonException when nobody answers there
     */
    public static DaemonClient open(Endpoint endpoint, @Nullable String token) {
        DaemonClient client = new DaemonClient(endpoint, token);
        try {
            client.connect();
        } catch (IOException e) {
            client.loop.close();
            throw new DaemonException(
                    DaemonException.Status.UNREACHABLE,
                    "no daemon answers at " + endpoint + " (" + e.getMessage()
                            + "); start one with 'fieldlink ble daemon', or use --direct",
                    e);
        }
        client.loop.start();
        return client;
    }

    /** Blocks for the time of a connect to this machine; the daemon may be elsewhere only over TCP. */
    private void connect() throws IOException {
        SocketChannel channel = SocketChannel.open(endpoint.address());
        connection = new Connection(loop, channel, readBuffer, MOST_UNSENT, new Incoming());
        if (token != null) {
            connection.send(JsonObject.with("command", "authenticate")
                    .with("token", token)
                    .build());
        }
    }

    /** Before the first request. */
    void listen(Listener wanted) {
        loop.execute(() -> listener = wanted);
    }

    /**
     * Sends a request. The reply is one that says success; an error fails the stage with the status, the words and the
     * advice that the daemon gave.
     *
     * @param patience how long the request itself may take
     */
    public CompletionStage<JsonObject> call(JsonObject request, Duration patience) {
        return call(request, RequestOptions.DEFAULT.withDeadline(patience));
    }

    /** As the other; a request that is taken back is taken back at the daemon too. */
    CompletionStage<JsonObject> call(JsonObject request, RequestOptions options) {
        CompletableFuture<JsonObject> reply = new CompletableFuture<>();
        boolean taken = loop.offer(() -> {
            String id = send(request, options.deadline(), reply);
            Registration watch = options.onCancel(() -> loop.execute(() -> takeBack(id)));
            CompletionStage<JsonObject> ended = reply;
            ended.whenComplete((frame, failure) -> watch.close());
        });
        if (!taken) {
            reply.completeExceptionally(closedNow());
        }
        return reply;
    }

    private void takeBack(String id) {
        if (open.containsKey(id)) {
            send(
                    JsonObject.with("command", "cancel_request")
                            .with("target_request_id", id)
                            .build(),
                    GRACE,
                    new CompletableFuture<>());
        }
    }

    /** Gives back the id that was sent along. */
    private String send(JsonObject request, Duration patience, CompletableFuture<JsonObject> reply) {
        String id = "j" + ++number;
        if (connection == null) {
            reply.completeExceptionally(closed ? closedNow() : unreachable());
            return id;
        }
        open.put(id, reply);
        var timer = loop.schedule(patience.plus(GRACE), () -> {
            if (open.remove(id) != null) {
                reply.completeExceptionally(BleException.of(
                        BleStatus.TIMED_OUT, "the daemon at " + endpoint + " does not answer", "look at its log"));
            }
        });
        CompletionStage<JsonObject> ended = reply;
        ended.whenComplete((frame, failure) -> timer.close());
        JsonObject.Builder frame = new JsonObject.Builder();
        request.fields().forEach(frame::with);
        connection.send(frame.with("request_id", id).build());
        return id;
    }

    private BleException unreachable() {
        return BleException.of(
                BleStatus.RADIO_UNAVAILABLE,
                "the daemon at " + endpoint + " is not there at the moment",
                "it is looked for again by itself; see 'systemctl status fieldlink-ble'");
    }

    static BleException closedNow() {
        return BleException.of(BleStatus.CLOSED, "this client was closed", "");
    }

    private final class Incoming implements Connection.Receiver {
        @Override
        public void line(byte[] line) {
            JsonReader.read(line).flatMap(Json::asObject).ifPresent(this::frame);
        }

        private void frame(JsonObject frame) {
            nextRetry = FIRST_RETRY;
            CompletableFuture<JsonObject> waiting =
                    open.remove(frame.text("request_id").orElse(""));
            if (waiting != null) {
                finish(waiting, frame);
            } else if (frame.has("type")) {
                listener.event(frame);
            } else if (frame.has("error")) {
                LOG.log(
                        Level.WARNING,
                        "the daemon says: {0}",
                        frame.text("error").orElse(""));
            }
        }

        @Override
        public void tooLong() {
            LOG.log(Level.ERROR, "the daemon at {0} does not speak the protocol; reconnecting", endpoint);
            drop();
        }

        @Override
        public void sentAll() {
            drop();
        }

        private void drop() {
            if (connection != null) {
                connection.close(Connection.Ending.LEFT);
            }
        }

        @Override
        public void closed(Connection.Ending why) {
            connection = null;
            Map<String, CompletableFuture<JsonObject>> lost = new HashMap<>(open);
            open.clear();
            lost.values().forEach(waiting -> waiting.completeExceptionally(closed ? closedNow() : cutShort()));
            if (!closed) {
                LOG.log(Level.INFO, "lost the daemon at {0}; looking for it", endpoint);
                listener.lost();
                retryLater();
            }
        }

        private BleException cutShort() {
            return BleException.of(
                    BleStatus.RADIO_UNAVAILABLE,
                    "the daemon at " + endpoint + " went away; what became of the request is unknown",
                    "read the device's state before repeating it");
        }
    }

    private static void finish(CompletableFuture<JsonObject> waiting, JsonObject frame) {
        if (frame.text("status").orElse("").equals("error")) {
            waiting.completeExceptionally(failure(frame));
        } else {
            waiting.complete(frame);
        }
    }

    static BleException failure(JsonObject frame) {
        String words = frame.text("detail").or(() -> frame.text("error")).orElse("the daemon gave no reason");
        BleStatus status = BleStatus.FAILED;
        for (BleStatus known : BleStatus.values()) {
            if (known.name().equals(frame.text("code").orElse(""))) {
                status = known;
            }
        }
        return status == BleStatus.ATT_ERROR && frame.whole("att_code").isPresent()
                ? BleException.att(frame.whole("att_code").get().intValue(), words)
                : BleException.of(status, words, frame.text("advice").orElse(""));
    }

    private void retryLater() {
        loop.schedule(nextRetry, () -> {
            if (!closed) {
                retry();
            }
        });
        Duration doubled = nextRetry.multipliedBy(2);
        nextRetry = doubled.compareTo(LAST_RETRY) < 0 ? doubled : LAST_RETRY;
    }

    private void retry() {
        try {
            connect();
            LOG.log(Level.INFO, "found the daemon at {0} again", endpoint);
            listener.back();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "no daemon yet", e);
            retryLater();
        }
    }

    /** On the client's thread. */
    boolean isConnected() {
        return connection != null;
    }

    /** For what has to happen on the client's thread. */
    SelectorLoop loop() {
        return loop;
    }

    @Override
    public void close() {
        closed = true;
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            if (connection != null) {
                connection.close(Connection.Ending.LEFT);
            }
            done.complete(null);
        });
        done.completeOnTimeout(null, 1, TimeUnit.SECONDS).join();
        loop.close();
    }

    private static final class Deaf implements Listener {
        @Override
        public void event(JsonObject frame) {
            LOG.log(Level.DEBUG, "nobody waits for {0}", frame);
        }

        @Override
        public void lost() {}

        @Override
        public void back() {}
    }

    /** Where the daemon is. */
    public Endpoint endpoint() {
        return endpoint;
    }
}
