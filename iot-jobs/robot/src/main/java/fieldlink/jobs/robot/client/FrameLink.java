package fieldlink.jobs.robot.client;

import fieldlink.jobs.robot.engineio.EnginePacket;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whole frames over the JDK's websocket, which knows only parts and takes one send at a time. */
final class FrameLink implements WebSocket.Listener {
    private final Consumer<Optional<EnginePacket>> frames;
    private final Runnable lost;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);
    private volatile @Nullable WebSocket socket;

    FrameLink(Consumer<Optional<EnginePacket>> frames, Runnable lost) {
        this.frames = frames;
        this.lost = lost;
    }

    CompletableFuture<WebSocket> open(HttpClient client, URI address, Duration timeout) {
        return client.newWebSocketBuilder().connectTimeout(timeout).buildAsync(address, this);
    }

    CompletableFuture<Void> ended() {
        return ended;
    }

    synchronized void send(EnginePacket packet) {
        WebSocket open = socket;
        if (open == null) {
            return;
        }
        lastSend = lastSend.thenCompose(sent -> packet instanceof EnginePacket.Binary binary
                ? open.sendBinary(binary.bytes(), true)
                : open.sendText(((EnginePacket.Text) packet).encoded(), true));
    }

    synchronized void close() {
        WebSocket open = socket;
        if (open != null) {
            lastSend = lastSend.thenCompose(sent -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""));
        }
    }

    void abort() {
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
        end();
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            String frame = text.toString();
            text.setLength(0);
            frames.accept(EnginePacket.parse(frame));
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        byte[] copy = new byte[part.remaining()];
        part.get(copy);
        bytes.writeBytes(copy);
        if (last) {
            EnginePacket frame = EnginePacket.message(ByteBuffer.wrap(bytes.toByteArray()));
            bytes.reset();
            frames.accept(Optional.of(frame));
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end();
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        end();
    }

    private void end() {
        if (ended.complete(null)) {
            lost.run();
        }
    }
}
