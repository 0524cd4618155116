package fieldlink.jobs.server.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.xnio.IoUtils;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Watches the connections whose poll is being held. A device that hangs up while it waits must not be handed a job, and
 * nothing but a read tells that it hung up: its poll is then called off.
 */
final class HeldConnections {
    /** To be called on the exchange's own thread, and undone with {@link #release} before the answer is sent. */
    void watch(HttpServerExchange exchange, CompletableFuture<?> poll) {
        if (exchange.getConnection() instanceof HttpServerConnection connection && !poll.isDone()) {
            ConduitStreamSourceChannel source = connection.getChannel().getSourceChannel();
            source.setReadListener(channel -> look(connection, channel, poll));
            source.resumeReads();
        }
    }

    void release(HttpServerExchange exchange) {
        if (exchange.getConnection() instanceof HttpServerConnection connection) {
            ConduitStreamSourceChannel source = connection.getChannel().getSourceChannel();
            source.suspendReads();
            source.setReadListener(null);
        }
    }

    private static void look(
            HttpServerConnection connection, ConduitStreamSourceChannel channel, CompletableFuture<?> poll) {
        PooledByteBuffer buffer = connection.getByteBufferPool().allocate();
        int count;
        try {
            count = connection.getOriginalSourceConduit().read(buffer.getBuffer());
        } catch (IOException e) {
            count = -1;
        }
        if (count > 0) {
            // The next request came early; it has to wait for this one's answer.
            buffer.getBuffer().flip();
            connection.ungetRequestBytes(buffer);
            channel.suspendReads();
            return;
        }
        buffer.close();
        if (count < 0) {
            channel.suspendReads();
            poll.cancel(false);
            IoUtils.safeClose(connection);
        }
    }
}
