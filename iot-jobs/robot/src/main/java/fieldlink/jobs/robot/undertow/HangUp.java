package fieldlink.jobs.robot.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Notices that a client hangs up while it waits for its answer. The server reads from no connection whose request is not
 * answered yet, and so would learn of it when it writes, which may be never.
 *
 * <p>Everything about a connection happens on its I/O thread, its answer too: the server goes back to reading requests
 * when the answer is out.
 */
final class HangUp implements ChannelListener<ConduitStreamSourceChannel> {
    private final HttpServerConnection connection;

    private HangUp(HttpServerConnection connection) {
        this.connection = connection;
    }

    /**
     * Has the exchange's connection closed, and thereby the exchange completed, when its client is gone.
     *
     * @return false when it is gone already
     */
    static boolean watch(HttpServerExchange exchange) {
        if (exchange.getConnection() instanceof HttpServerConnection http && http.getExtraBytes() == null) {
            ConduitStreamSourceChannel source = http.getChannel().getSourceChannel();
            HangUp watch = new HangUp(http);
            source.setReadListener(watch);
            source.resumeReads();
            watch.handleEvent(source);
        }
        return exchange.getConnection().isOpen();
    }

    @Override
    public void handleEvent(ConduitStreamSourceChannel source) {
        var read = connection.getByteBufferPool().allocate();
        int bytes = -1;
        try {
            bytes = source.read(read.getBuffer());
        } catch (IOException broken) {
            // As good as closed.
        }
        if (bytes > 0) {
            // The client's next request, sent ahead. It comes in its turn, and hides the end until then.
            source.suspendReads();
            read.getBuffer().flip();
            connection.ungetRequestBytes(read);
            return;
        }
        read.close();
        if (bytes < 0) {
            IoUtils.safeClose(connection);
        }
    }
}
