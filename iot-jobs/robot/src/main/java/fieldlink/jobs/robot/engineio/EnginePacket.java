package fieldlink.jobs.robot.engineio;

import java.nio.ByteBuffer;
import java.util.Optional;

/** One Engine.IO packet. Binary packets are messages by definition. */
public sealed interface EnginePacket {
    EnginePacket PING = new Text(PacketType.PING, "");
    EnginePacket PONG_PROBE = new Text(PacketType.PONG, "probe");
    EnginePacket NOOP = new Text(PacketType.NOOP, "");
    EnginePacket CLOSE = new Text(PacketType.CLOSE, "");

    /** What the packet counts for in limits: characters or bytes, with its type. */
    int size();

    record Text(PacketType type, String data) implements EnginePacket {
        @Override
        public int size() {
            return data.length() + 1;
        }

        /** As a websocket text frame, and as a polling payload of one packet. */
        public String encoded() {
            return type.digit() + data;
        }
    }

    /** @param bytes the message; read-only, positioned at its first byte */
    record Binary(ByteBuffer bytes) implements EnginePacket {
        public Binary {
            bytes = bytes.asReadOnlyBuffer();
        }

        /** An independent view of the bytes, so that reading it leaves the packet as it is. */
        @Override
        public ByteBuffer bytes() {
            return bytes.duplicate();
        }

        @Override
        public int size() {
            return bytes.remaining() + 1;
        }
    }

    static EnginePacket message(String text) {
        return new Text(PacketType.MESSAGE, text);
    }

    static EnginePacket message(ByteBuffer bytes) {
        return new Binary(bytes);
    }

    /**
     * Reads a websocket text frame.
     *
     * @return empty when the frame is no packet: the session that received it has to end
     */
    static Optional<EnginePacket> parse(String frame) {
        if (frame.isEmpty()) {
            return Optional.empty();
        }
        return PacketType.ofDigit(frame.charAt(0)).map(type -> new Text(type, frame.substring(1)));
    }
}
