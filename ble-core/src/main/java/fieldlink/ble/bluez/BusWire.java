package fieldlink.ble.bluez;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MessageFactory;

/**
 * Cuts the stream of a bus socket into messages. dbus-java's own reader and writer make about thirty system calls for a
 * message; this makes one, which is most of the difference in speed.
 */
final class BusWire {
    /** A hundred times what BlueZ answers for a full room; a bus daemon allows 128 MiB. */
    static final int LONGEST_MESSAGE = 16 << 20;

    private static final int FIXED_HEADER = 16;

    private ByteBuffer received = ByteBuffer.allocate(64 << 10);

    /** Takes what is there. Returns whether the stream goes on. */
    boolean fill(SocketChannel channel) throws IOException {
        int count;
        do {
            if (!received.hasRemaining()) {
                received = ByteBuffer.allocate(2 * received.capacity()).put(received.flip());
            }
            count = channel.read(received);
        } while (count > 0 && !received.hasRemaining());
        return count >= 0;
    }

    /** One line of the handshake, without its end, once it is complete. */
    Optional<String> nextLine() throws IOException {
        for (int i = 1; i < received.position(); i++) {
            if (received.get(i - 1) == '\r' && received.get(i) == '\n') {
                StringBuilder line = new StringBuilder();
                for (int j = 0; j < i - 1; j++) {
                    line.append((char) received.get(j));
                }
                drop(i + 1);
                return Optional.of(line.toString());
            }
        }
        if (received.position() > 4096) {
            throw new IOException("the bus sent no line to authenticate with");
        }
        return Optional.empty();
    }

    /** The next message, once it is complete. */
    Optional<Message> nextMessage() throws IOException, DBusException {
        if (received.position() < FIXED_HEADER) {
            return Optional.empty();
        }
        received.order(received.get(0) == 'B' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        long body = received.getInt(4) & 0xFFFF_FFFFL;
        long fields = received.getInt(12) & 0xFFFF_FFFFL;
        long padded = fields + 7 & ~7L;
        long length = FIXED_HEADER + padded + body;
        if (length > LONGEST_MESSAGE) {
            throw new IOException("a message of " + length + " bytes; at most " + LONGEST_MESSAGE + " are taken");
        }
        if (received.position() < length) {
            return Optional.empty();
        }
        Message message = cut((int) padded, (int) body);
        drop((int) length);
        return Optional.of(message);
    }

    /** The parts in the shape that dbus-java wants: 12 bytes, the length of the fields padded to 8 with them, the body. */
    private Message cut(int padded, int body) throws IOException, DBusException {
        byte[] bytes = received.array();
        byte[] fields = new byte[8 + padded];
        System.arraycopy(bytes, 12, fields, 0, 4);
        System.arraycopy(bytes, FIXED_HEADER, fields, 8, padded);
        int bodyStart = FIXED_HEADER + padded;
        return MessageFactory.createMessage(
                bytes[1],
                Arrays.copyOf(bytes, 12),
                fields,
                Arrays.copyOfRange(bytes, bodyStart, bodyStart + body),
                null);
    }

    private void drop(int count) {
        received.flip().position(count);
        received.compact();
    }

    static ByteBuffer encode(Message message) {
        int length = 0;
        for (byte[] part : message.getWireData()) {
            length += part == null ? 0 : part.length;
        }
        ByteBuffer whole = ByteBuffer.allocate(length);
        for (byte[] part : message.getWireData()) {
            if (part != null) {
                whole.put(part);
            }
        }
        return whole.flip();
    }
}
