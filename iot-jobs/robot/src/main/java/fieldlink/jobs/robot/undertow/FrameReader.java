package fieldlink.jobs.robot.undertow;

import fieldlink.jobs.robot.engineio.EnginePacket;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.xnio.IoUtils;

/** Turns the frames of one websocket into packets. A frame above the limit closes the websocket with code 1009. */
final class FrameReader extends AbstractReceiveListener {
    private final int maxPayload;
    private final Consumer<Optional<EnginePacket>> frames;

    FrameReader(int maxPayload, Consumer<Optional<EnginePacket>> frames) {
        this.maxPayload = maxPayload;
        this.frames = frames;
    }

    @Override
    protected long getMaxTextBufferSize() {
        return maxPayload;
    }

    @Override
    protected long getMaxBinaryBufferSize() {
        return maxPayload;
    }

    @Override
    protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
        frames.accept(EnginePacket.parse(message.getData()));
    }

    @Override
    protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
        try (var pooled = message.getData()) {
            // The buffers go back to their pool, so the packet needs bytes of its own.
            ByteBuffer merged = WebSockets.mergeBuffers(pooled.getResource());
            ByteBuffer own = ByteBuffer.allocate(merged.remaining()).put(merged).flip();
            frames.accept(Optional.of(EnginePacket.message(own)));
        }
    }

    @Override
    protected void onError(WebSocketChannel channel, Throwable error) {
        IoUtils.safeClose(channel);
    }
}
