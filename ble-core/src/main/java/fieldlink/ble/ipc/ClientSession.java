package fieldlink.ble.ipc;

import fieldlink.ble.BleCentral;
import fieldlink.ble.BleStatus;
import fieldlink.ble.GattLink;
import fieldlink.ble.Registration;
import fieldlink.ble.wire.Command;
import fieldlink.ble.wire.Decoded;
import fieldlink.ble.wire.Json;
import fieldlink.ble.wire.JsonObject;
import fieldlink.ble.wire.LineSplitter;
import fieldlink.ble.wire.Replies;
import fieldlink.ble.wire.Request;
import fieldlink.ble.wire.RequestDecoder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One client: what it asked, what it holds. When its connection ends, everything that it held is given back and what it
 * waited for is not begun any more. Lives on the loop's thread.
 */
final class ClientSession implements Connection.Receiver, RequestLedger.Owner {
    private static final Logger LOG = System.getLogger(ClientSession.class.getName());
    private static final Duration PROBE_EVERY = Duration.ofSeconds(1);

    private final Switchboard board;
    private final Peer peer;
    private final Access access;
    private final String name;
    private final ClientSubscriptions subscriptions;
    private final Map<String, GattLink> links = new HashMap<>();
    /** Replies to requests without an id keep the order of the requests: their sender cannot tell them apart. */
    private final Deque<CompletableFuture<JsonObject>> inOrder = new ArrayDeque<>();

    private @Nullable Connection connection;
    private @Nullable BleCentral central;
    private @Nullable Registration probing;
    private int underWay;
    private boolean authenticated;
    private boolean sentAll;
    private boolean gone;

    ClientSession(Switchboard board, Peer peer, Access access, long number) {
        this.board = board;
        this.peer = peer;
        this.access = access;
        this.name = peer.name() + "#" + number;
        this.authenticated = access.token() == null;
        this.subscriptions = new ClientSubscriptions(board, this);
    }

    void attach(Connection attached) {
        connection = attached;
    }

    @Override
    public void line(byte[] line) {
        Decoded decoded = RequestDecoder.decode(line);
        if (decoded instanceof Decoded.Refused refused) {
            board.traffic.count(Traffic.Event.MALFORMED_LINE);
            answer(Json.Null.NULL, CompletableFuture.completedFuture(refused.reply()));
        } else if (decoded instanceof Decoded.Understood understood) {
            board.traffic.count(Traffic.Event.COMMAND);
            Request request = understood.request();
            answer(request.id(), admit(request));
        }
    }

    private CompletionStage<JsonObject> admit(Request request) {
        if (!authenticated) {
            boolean knows = request.command() instanceof Command.Authenticate given
                    && access.requiredToken()
                            .map(token -> token.matches(given.token()))
                            .orElse(true);
            if (!knows) {
                return refuse(
                        request,
                        BleStatus.NOT_PERMITTED,
                        "Not authenticated: send the command authenticate" + " with the daemon's token first");
            }
            authenticated = true;
        }
        if (underWay >= board.settings.limits().requests()) {
            return refuse(
                    request,
                    BleStatus.QUEUE_FULL,
                    "Too many requests under way on this connection (limit "
                            + board.settings.limits().requests() + "); wait for replies");
        }
        return request.command().accept(new CommandDesk(board, this, request));
    }

    private static CompletionStage<JsonObject> refuse(Request request, BleStatus status, String message) {
        return CompletableFuture.completedFuture(Replies.refusal(request.id(), status, message));
    }

    /** @param reply completes on the loop's thread */
    private void answer(Json id, CompletionStage<JsonObject> reply) {
        underWay++;
        if (id.isFalsy()) {
            inOrder.add(reply.toCompletableFuture());
        }
        reply.thenAccept(frame -> {
            underWay--;
            if (!id.isFalsy()) {
                sendReply(frame);
            }
            sendInOrder();
            leaveWhenDone();
        });
    }

    private void sendInOrder() {
        CompletableFuture<JsonObject> next = inOrder.peek();
        while (next != null && next.isDone()) {
            inOrder.remove();
            sendReply(next.join());
            next = inOrder.peek();
        }
    }

    private void sendReply(JsonObject frame) {
        if (frame.has("error")) {
            board.traffic.count(Traffic.Event.ERROR);
        }
        send(frame);
    }

    void send(JsonObject frame) {
        if (connection != null) {
            connection.send(frame);
        }
    }

    /** For sightings, which may be left out when the client is behind. */
    void offer(JsonObject frame) {
        if (connection != null && !connection.offer(frame)) {
            board.traffic.count(Traffic.Event.SCAN_EVENT_DROPPED);
        }
    }

    @Override
    public void tooLong() {
        board.traffic.count(Traffic.Event.MALFORMED_LINE);
        send(Replies.error(
                Json.Null.NULL, "Request line exceeds " + LineSplitter.MOST + " bytes; the connection is closed"));
        if (connection != null) {
            connection.finish();
        }
    }

    @Override
    public void sentAll() {
        sentAll = true;
        leaveWhenDone();
        probe();
    }

    /**
     * A client that closed its half may wait for answers ({@code nc -N}) or be gone altogether; only sending something
     * tells. A gone client's requests must not be begun any more.
     */
    private void probe() {
        if (!gone && connection != null) {
            connection.probe();
            probing = board.loop.schedule(PROBE_EVERY, this::probe);
        }
    }

    private void leaveWhenDone() {
        if (sentAll && underWay == 0 && connection != null) {
            connection.finish();
        }
    }

    @Override
    public void closed(Connection.Ending why) {
        gone = true;
        board.clients.remove(this);
        if (why == Connection.Ending.NOT_READING) {
            board.traffic.count(Traffic.Event.CONNECTION_CUT);
            LOG.log(
                    Level.WARNING,
                    "cut off {0}: it left {1} bytes unread",
                    name,
                    board.settings.limits().unread());
        }
        if (probing != null) {
            probing.close();
        }
        subscriptions.close();
        links.values().forEach(GattLink::close);
        links.clear();
        if (central != null) {
            central.close();
        }
        LOG.log(Level.DEBUG, "{0} left", name);
    }

    /** Ends the connection from our side. */
    void dismiss() {
        if (connection != null) {
            connection.close(Connection.Ending.TOLD_TO);
        }
    }

    /** Made when it is first needed, so that a connection that only asks for the status costs little. */
    BleCentral central() {
        if (central == null) {
            central = board.centrals.client(name);
        }
        return central;
    }

    ClientSubscriptions subscriptions() {
        return subscriptions;
    }

    Map<String, GattLink> links() {
        return links;
    }

    Peer peer() {
        return peer;
    }

    String name() {
        return name;
    }

    boolean isGone() {
        return gone;
    }
}
