package fieldlink.jobs.robot.engineio;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The body of a long-polling request or answer: packets, separated by the record separator, binary ones as base64. */
public final class PollingPayload {
    private static final char SEPARATOR = '\u001e';
    private static final char BINARY_MARK = 'b';

    private PollingPayload() {}

    public static String encode(Iterable<EnginePacket> packets) {
        StringBuilder body = new StringBuilder();
        for (EnginePacket packet : packets) {
            if (!body.isEmpty()) {
                body.append(SEPARATOR);
            }
            if (packet instanceof EnginePacket.Text text) {
                body.append(text.encoded());
            } else if (packet instanceof EnginePacket.Binary binary) {
                body.append(BINARY_MARK).append(base64(binary.bytes()));
            }
        }
        return body.toString();
    }

    /** @return empty when any part of the body is no packet; nothing of such a body may be used */
    public static Optional<List<EnginePacket>> decode(String body) {
        List<EnginePacket> packets = new ArrayList<>();
        int start = 0;
        while (start <= body.length()) {
            int end = body.indexOf(SEPARATOR, start);
            String part = body.substring(start, end < 0 ? body.length() : end);
            Optional<EnginePacket> packet = decodeOne(part);
            if (packet.isEmpty()) {
                return Optional.empty();
            }
            packets.add(packet.get());
            start = end < 0 ? body.length() + 1 : end + 1;
        }
        return Optional.of(packets);
    }

    private static Optional<EnginePacket> decodeOne(String part) {
        if (part.isEmpty() || part.charAt(0) != BINARY_MARK) {
            return EnginePacket.parse(part);
        }
        try {
            return Optional.of(
                    EnginePacket.message(ByteBuffer.wrap(Base64.getDecoder().decode(part.substring(1)))));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static String base64(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return Base64.getEncoder().encodeToString(copy);
    }
}
