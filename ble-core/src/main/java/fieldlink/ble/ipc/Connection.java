package fieldlink.ble.ipc;

import fieldlink.ble.wire.Frames;
import fieldlink.ble.wire.JsonObject;
import fieldlink.ble.wire.LineSplitter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The bytes of one client: lines in, frames out. A client that does not read is cut off when too much waits for it; it is
 * never waited for. Lives on the loop's thread.
 */
final class Connection implements SelectorLoop.Ready {
    private static final int READ_BUFFER = 16 * 1024;
    /** How much may wait before what can be spared is spared. */
    private static final int SPARING = 64 * 1024;
    /** White space, which every reader of JSON skips: only to learn whether anybody is still there. */
    private static final byte[] PROBE = {' '};

    /** What becomes of what arrives. */
    interface Receiver {
        void line(byte[] line);

        /** A line was too long; nothing more will be read. */
        void tooLong();

        /** The client will send no more, but may still be waiting for answers. */
        void sentAll();

        /** The last call. */
        void closed(Ending why);
    }

    /** Why a connection ended. */
    enum Ending {
        LEFT,
        NOT_READING,
        TOLD_TO
    }

    private final SocketChannel channel;
    private final Receiver receiver;
    private final int mostUnread;
    private final LineSplitter splitter = new LineSplitter();
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private final SelectionKey key;
    private final ByteBuffer readBuffer;

    private int waitingBytes;
    private boolean reading = true;
    private boolean closing;
    private boolean closed;

    Connection(SelectorLoop loop, SocketChannel channel, ByteBuffer readBuffer, int mostUnread, Receiver receiver)
            throws IOException {
        this.channel = channel;
        this.receiver = receiver;
        this.mostUnread = mostUnread;
        this.readBuffer = readBuffer;
        channel.configureBlocking(false);
        key = loop.register(channel, SelectionKey.OP_READ, this);
    }

    /** One for all connections of a loop: what is in it is always consumed before the next one reads. */
    static ByteBuffer sharedReadBuffer() {
        return ByteBuffer.allocateDirect(READ_BUFFER);
    }

    @Override
    public void ready(SelectionKey selected) {
        try {
            if (selected.isWritable()) {
                flush();
            }
            if (!closed && reading && selected.isReadable()) {
                read();
            }
        } catch (IOException e) {
            close(Ending.LEFT);
        }
    }

    private void read() throws IOException {
        readBuffer.clear();
        int count = channel.read(readBuffer);
        if (count < 0) {
            reading = false;
            updateInterest();
            receiver.sentAll();
            return;
        }
        readBuffer.flip();
        List<byte[]> lines = splitter.accept(readBuffer);
        for (byte[] line : lines) {
            if (closed || closing) {
                return;
            }
            receiver.line(line);
        }
        if (splitter.isOverflown() && !closed) {
            reading = false;
            receiver.tooLong();
        }
    }

    void send(JsonObject frame) {
        send(Frames.encode(frame));
    }

    /** For events that the next one makes old: dropped while much is waiting. */
    boolean offer(JsonObject frame) {
        if (waitingBytes > SPARING) {
            return false;
        }
        send(frame);
        return true;
    }

    private void send(byte[] bytes) {
        if (closed || closing) {
            return;
        }
        waiting.add(ByteBuffer.wrap(bytes));
        waitingBytes += bytes.length;
        try {
            flush();
        } catch (IOException e) {
            close(Ending.LEFT);
            return;
        }
        if (waitingBytes > mostUnread) {
            close(Ending.NOT_READING);
        }
    }

    /** Whether the client is still there; needed only after it has said that it sends no more. */
    void probe() {
        if (waitingBytes == 0) {
            send(PROBE);
        }
    }

    private void flush() throws IOException {
        ByteBuffer next = waiting.peek();
        while (next != null) {
            waitingBytes -= channel.write(next);
            if (next.hasRemaining()) {
                break;
            }
            waiting.remove();
            next = waiting.peek();
        }
        if (closing && waiting.isEmpty()) {
            close(Ending.TOLD_TO);
        } else {
            updateInterest();
        }
    }

    private void updateInterest() {
        int wanted = (reading && !closing ? SelectionKey.OP_READ : 0) | (waiting.isEmpty() ? 0 : SelectionKey.OP_WRITE);
        if (key.isValid() && key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    /** Sends what waits, then closes. */
    void finish() {
        closing = true;
        if (waiting.isEmpty()) {
            close(Ending.TOLD_TO);
        } else {
            updateInterest();
        }
    }

    void close(Ending why) {
        if (!closed) {
            closed = true;
            key.cancel();
            try {
                channel.close();
            } catch (IOException e) {
                System.getLogger(Connection.class.getName())
                        .log(System.Logger.Level.DEBUG, "closing a client's socket failed", e);
            }
            receiver.closed(why);
        }
    }

    boolean isClosed() {
        return closed;
    }
}
