package fieldlink.ble.ipc;

import fieldlink.ble.BleStatus;
import fieldlink.ble.wire.Frames;
import fieldlink.ble.wire.Json;
import fieldlink.ble.wire.Replies;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Shares one radio between the programs of a machine, and of others when told to. Speaks the protocol of the first
 * Python service (docs/reference/ipc.md). One thread of its own; closing it takes well under a second.
 */
public final class BleDaemon implements AutoCloseable {
    private static final Logger LOG = System.getLogger(BleDaemon.class.getName());
    /** After accepting failed, for want of file descriptors most likely: trying again at once would only spin. */
    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(500);

    private final List<ListeningSocket> sockets;
    private final SelectorLoop loop;
    private final Switchboard board;
    private final ByteBuffer readBuffer = Connection.sharedReadBuffer();
    private long clientNumber;

    private BleDaemon(List<ListeningSocket> sockets, SelectorLoop loop, Switchboard board) {
        this.sockets = sockets;
        this.loop = loop;
        this.board = board;
    }

    /**
     * Listens; when it returns, clients can connect.
     *
     * @param centrals the radio to share; it stays the caller's, to be closed after the daemon
     * @throws DaemonException when it cannot listen, or another daemon does already
     */
    public static BleDaemon open(DaemonSettings settings, Centrals centrals) {
        List<ListeningSocket> sockets = new ArrayList<>();
        SelectorLoop loop = new SelectorLoop("fieldlink-ble-ipc");
        try {
            for (Map.Entry<Endpoint, Access> place : settings.endpoints().entrySet()) {
                sockets.add(ListeningSocket.open(place.getKey(), place.getValue()));
            }
            BleDaemon daemon = new BleDaemon(sockets, loop, new Switchboard(loop, settings, centrals));
            daemon.listen();
            return daemon;
        } catch (RuntimeException e) {
            sockets.forEach(ListeningSocket::close);
            loop.close();
            throw e;
        }
    }

    private void listen() {
        for (ListeningSocket socket : sockets) {
            try {
                loop.register(socket.channel(), SelectionKey.OP_ACCEPT, key -> accept(socket, key));
            } catch (IOException e) {
                throw new DaemonException(
                        DaemonException.Status.CANNOT_LISTEN, "cannot wait for clients at " + socket.endpoint(), e);
            }
            LOG.log(Level.INFO, "listening at {0}", socket.endpoint());
        }
        loop.start();
    }

    private void accept(ListeningSocket socket, SelectionKey key) {
        ServerSocketChannel server = socket.channel();
        try {
            SocketChannel channel = server.accept();
            if (channel != null) {
                board.traffic.count(Traffic.Event.CONNECTION);
                admit(socket, channel);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "accepting a client failed; pausing", e);
            key.interestOps(0);
            loop.schedule(ACCEPT_PAUSE, () -> {
                if (key.isValid()) {
                    key.interestOps(SelectionKey.OP_ACCEPT);
                }
            });
        }
    }

    private void admit(ListeningSocket socket, SocketChannel channel) throws IOException {
        try {
            Peer peer = Peer.of(channel, socket.endpoint(), socket.access());
            if (board.clients.size() >= board.settings.limits().clients()) {
                turnAway(
                        channel,
                        "Too many clients (limit " + board.settings.limits().clients() + "); try again later");
                return;
            }
            ClientSession client = new ClientSession(board, peer, socket.access(), ++clientNumber);
            client.attach(new Connection(
                    loop, channel, readBuffer, board.settings.limits().unread(), client));
            board.clients.add(client);
            LOG.log(Level.DEBUG, "{0} came", client.name());
        } catch (IOException e) {
            board.traffic.count(Traffic.Event.CONNECTION_REFUSED);
            LOG.log(Level.WARNING, "refused a client that nobody knows who it is", e);
            channel.close();
        }
    }

    private void turnAway(SocketChannel channel, String why) throws IOException {
        board.traffic.count(Traffic.Event.CONNECTION_REFUSED);
        try (SocketChannel leaving = channel) {
            leaving.configureBlocking(false);
            leaving.write(ByteBuffer.wrap(Frames.encode(Replies.refusal(Json.Null.NULL, BleStatus.QUEUE_FULL, why))));
        }
    }

    /** The port of the TCP endpoint, for one that was opened at port 0. */
    public int port() {
        for (ListeningSocket socket : sockets) {
            try {
                if (socket.channel().getLocalAddress() instanceof InetSocketAddress bound) {
                    return bound.getPort();
                }
            } catch (IOException e) {
                throw new DaemonException(DaemonException.Status.CANNOT_LISTEN, "the socket was closed", e);
            }
        }
        throw new IllegalStateException("this daemon does not listen on TCP");
    }

    /**
     * A sign of life of the whole way that a request takes, through this daemon's thread and the session's: for a
     * watchdog, which a process that merely exists must not satisfy.
     */
    public CompletionStage<Void> progress() {
        CompletableFuture<Void> sign = new CompletableFuture<>();
        loop.execute(() -> board.detached
                .status()
                .whenCompleteAsync(
                        (status, failure) -> {
                            if (failure == null) {
                                sign.complete(null);
                            } else {
                                sign.completeExceptionally(failure);
                            }
                        },
                        loop));
        return sign;
    }

    /** Removes the sockets, lets the clients go, gives back what they held. */
    @Override
    public void close() {
        sockets.forEach(ListeningSocket::close);
        CompletableFuture<Void> left = new CompletableFuture<>();
        loop.execute(() -> {
            List.copyOf(board.clients).forEach(ClientSession::dismiss);
            board.scan.close();
            board.detached.close();
            left.complete(null);
        });
        left.completeOnTimeout(null, 400, TimeUnit.MILLISECONDS).join();
        loop.close();
    }
}
