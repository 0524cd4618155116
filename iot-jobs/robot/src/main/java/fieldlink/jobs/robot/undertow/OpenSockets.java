package fieldlink.jobs.robot.undertow;

import fieldlink.jobs.robot.engineio.EnginePacket;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.xnio.IoUtils;

/** The websockets of one session, by number. */
final class OpenSockets {
    /** How long a peer may take to answer a close frame before the connection is cut. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private static final int NORMAL_CLOSURE = 1000;

    private final Map<Long, WebSocketChannel> channels = new HashMap<>();
    private final SessionClock clock;

    OpenSockets(SessionClock clock) {
        this.clock = clock;
    }

    void add(long socket, WebSocketChannel channel) {
        channels.put(socket, channel);
    }

    void forget(long socket) {
        channels.remove(socket);
    }

    /** @param written runs on any thread when the packet is out, or never when the websocket breaks before */
    void write(long socket, EnginePacket packet, Runnable written) {
        WebSocketChannel channel = channels.get(socket);
        if (channel == null) {
            return;
        }
        WebSocketCallback<Void> callback = new WebSocketCallback<>() {
            @Override
            public void complete(WebSocketChannel on, Void context) {
                written.run();
            }

            @Override
            public void onError(WebSocketChannel on, Void context, Throwable failure) {
                // The channel's close task tells the session.
                IoUtils.safeClose(on);
            }
        };
        if (packet instanceof EnginePacket.Text text) {
            WebSockets.sendText(text.encoded(), channel, callback);
        } else if (packet instanceof EnginePacket.Binary binary) {
            WebSockets.sendBinary(binary.bytes(), channel, callback);
        }
    }

    void close(long socket) {
        WebSocketChannel channel = channels.get(socket);
        if (channel != null) {
            WebSockets.sendClose(NORMAL_CLOSURE, "", channel, null);
            clock.after(CLOSE_PATIENCE, () -> IoUtils.safeClose(channel));
        }
    }
}
