package fieldlink.jobs.robot.socketio;

import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * One Socket.IO packet.
 *
 * @param payload missing when the packet has none
 */
public record Packet(Type type, String namespace, OptionalLong id, JsonNode payload) {
    public static final String MAIN_NAMESPACE = "/";

    /** With their digits on the wire; the binary twins of two of them only say that attachments follow. */
    public enum Type {
        CONNECT(0),
        DISCONNECT(1),
        EVENT(2),
        ACK(3),
        CONNECT_ERROR(4);

        private static final int BINARY_EVENT = 5;
        private static final int BINARY_ACK = 6;

        private final int digit;

        Type(int digit) {
            this.digit = digit;
        }

        int digit(boolean binary) {
            if (!binary) {
                return digit;
            }
            return switch (this) {
                case EVENT -> BINARY_EVENT;
                case ACK -> BINARY_ACK;
                case CONNECT, DISCONNECT, CONNECT_ERROR ->
                    throw new IllegalArgumentException("a packet of type " + this + " has no attachments");
            };
        }

        static boolean isBinary(int digit) {
            return digit == BINARY_EVENT || digit == BINARY_ACK;
        }

        static Optional<Type> ofDigit(int digit) {
            return switch (digit) {
                case 0 -> Optional.of(CONNECT);
                case 1 -> Optional.of(DISCONNECT);
                case 2, BINARY_EVENT -> Optional.of(EVENT);
                case 3, BINARY_ACK -> Optional.of(ACK);
                case 4 -> Optional.of(CONNECT_ERROR);
                default -> Optional.empty();
            };
        }
    }

    public static Packet of(Type type, String namespace, JsonNode payload) {
        return new Packet(type, namespace, OptionalLong.empty(), payload);
    }

    public static Packet disconnect(String namespace) {
        return of(Type.DISCONNECT, namespace, MissingNode.getInstance());
    }
}
