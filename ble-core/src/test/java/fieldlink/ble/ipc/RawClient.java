package fieldlink.ble.ipc;

import fieldlink.ble.wire.Json;
import fieldlink.ble.wire.JsonObject;
import fieldlink.ble.wire.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Bytes in, bytes out, with a deadline: nothing of our own client in it. */
final class RawClient implements AutoCloseable {
    private static final long DEADLINE_MILLIS = 20_000;

    private final SocketChannel channel;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(256 * 1024).limit(0);

    private RawClient(SocketChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    static RawClient connect(Endpoint endpoint) {
        try {
            SocketChannel channel = SocketChannel.open(endpoint.address());
            channel.configureBlocking(false);
            Selector selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
            return new RawClient(channel, selector);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawClient send(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Sends a line and gives back the next one. */
    String ask(String line) {
        return send(line + "\n").line();
    }

    JsonObject askJson(String line) {
        return parse(ask(line));
    }

    JsonObject json() {
        return parse(line());
    }

    static JsonObject parse(String line) {
        return JsonReader.read(line.getBytes(StandardCharsets.UTF_8))
                .flatMap(Json::asObject)
                .orElseThrow(() -> new AssertionError("no JSON object: " + line));
    }

    /** The next frame of that type, whatever comes before. */
    JsonObject event(String type) {
        JsonObject frame = json();
        while (!frame.text("type").orElse("").equals(type)) {
            frame = json();
        }
        return frame;
    }

    /** The next line without its end. */
    String line() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long end = System.nanoTime() + DEADLINE_MILLIS * 1_000_000;
        while (true) {
            while (buffer.hasRemaining()) {
                byte next = buffer.get();
                if (next == '\n') {
                    return line.toString(StandardCharsets.UTF_8);
                }
                line.write(next);
            }
            if (!fill(end)) {
                throw new AssertionError("closed by the daemon after '" + line.toString(StandardCharsets.UTF_8) + "'");
            }
        }
    }

    /** Whether the daemon closes the connection before the deadline, whatever it sends until then. */
    boolean isClosedByDaemon() {
        long end = System.nanoTime() + DEADLINE_MILLIS * 1_000_000;
        buffer.limit(0);
        while (fill(end)) {
            buffer.limit(0);
        }
        return true;
    }

    private boolean fill(long end) {
        try {
            buffer.clear();
            int count = channel.read(buffer);
            while (count == 0) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("nothing from the daemon within " + DEADLINE_MILLIS + " ms");
                }
                selector.select(left);
                selector.selectedKeys().clear();
                count = channel.read(buffer);
            }
            buffer.flip();
            return count > 0;
        } catch (IOException e) {
            return false;
        }
    }

    RawClient shutdownOutput() {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    @Override
    public void close() {
        try {
            selector.close();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
