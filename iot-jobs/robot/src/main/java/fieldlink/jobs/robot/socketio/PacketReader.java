package fieldlink.jobs.robot.socketio;

import fieldlink.jobs.robot.engineio.EnginePacket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts packets together from Engine.IO messages: one text, and for a binary packet the attachments after it. */
public final class PacketReader {
    private static final int MAX_ATTACHMENTS = 64;
    private static final int MAX_ID_DIGITS = 15;
    /** Names that clients and servers use among themselves; a peer that sends one as an event breaks the protocol. */
    static final Set<String> RESERVED_EVENTS =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private final JsonMapper json;
    private final long maxBytes;

    private Optional<Packet> unfinished = Optional.empty();
    private final List<ByteBuffer> attachments = new ArrayList<>();
    private int expected;
    private long bytes;

    /** What one message came to. */
    public sealed interface Progress {
        record Complete(Packet packet) implements Progress {}

        record Incomplete() implements Progress {}

        /** The peer does not keep to the protocol: its connection has to end. */
        record Broken(String why) implements Progress {}
    }

    /** @param maxBytes how much the attachments of one packet may hold together */
    public PacketReader(JsonMapper json, long maxBytes) {
        this.json = json;
        this.maxBytes = maxBytes;
    }

    public Progress read(EnginePacket message) {
        if (message instanceof EnginePacket.Binary binary) {
            return attach(binary.bytes());
        }
        if (unfinished.isPresent()) {
            return new Progress.Broken("a text packet came where an attachment was due");
        }
        return text(((EnginePacket.Text) message).data());
    }

    private Progress text(String text) {
        Scanner scan = new Scanner(text);
        int digit = scan.digit();
        Optional<Packet.Type> known = Packet.Type.ofDigit(digit);
        if (known.isEmpty()) {
            return new Progress.Broken("unknown packet type");
        }
        Packet.Type type = known.get();
        int count = Packet.Type.isBinary(digit) ? scan.attachments() : 0;
        if (count < 0 || count > MAX_ATTACHMENTS) {
            return new Progress.Broken("bad number of attachments");
        }
        String namespace = scan.namespace();
        OptionalLong id = scan.id();
        JsonNode payload;
        try {
            String rest = scan.rest();
            payload = rest.isEmpty() ? MissingNode.getInstance() : json.readTree(rest);
        } catch (JacksonException notJson) {
            return new Progress.Broken("the payload is not JSON");
        }
        if (!fits(type, payload)) {
            return new Progress.Broken("the payload does not fit a packet of type " + type);
        }
        Packet packet = new Packet(type, namespace, id, payload);
        if (count == 0) {
            return new Progress.Complete(packet);
        }
        unfinished = Optional.of(packet);
        expected = count;
        bytes = 0;
        return new Progress.Incomplete();
    }

    private Progress attach(ByteBuffer attachment) {
        if (unfinished.isEmpty()) {
            return new Progress.Broken("an attachment came without its packet");
        }
        bytes += attachment.remaining();
        if (bytes > maxBytes) {
            return new Progress.Broken("the attachments hold more than " + maxBytes + " bytes");
        }
        attachments.add(attachment);
        if (attachments.size() < expected) {
            return new Progress.Incomplete();
        }
        Packet packet = unfinished.get();
        List<ByteBuffer> parts = List.copyOf(attachments);
        unfinished = Optional.empty();
        attachments.clear();
        return fill(packet.payload(), parts)
                ? new Progress.Complete(packet)
                : new Progress.Broken("a placeholder names an attachment that was not sent");
    }

    private static boolean fits(Packet.Type type, JsonNode payload) {
        return switch (type) {
            case CONNECT -> payload.isMissingNode() || payload.isObject();
            case DISCONNECT -> payload.isMissingNode();
            case EVENT -> payload.isArray() && isEventName(payload.path(0));
            case ACK -> payload.isArray();
            case CONNECT_ERROR -> payload.isObject() || payload.isString();
        };
    }

    private static boolean isEventName(JsonNode name) {
        return name.isNumber() || (name.isString() && !RESERVED_EVENTS.contains(name.stringValue()));
    }

    /** Replaces every placeholder under the node; false when one cannot be. */
    private static boolean fill(JsonNode node, List<ByteBuffer> parts) {
        boolean filled = true;
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                Optional<JsonNode> part = placeholder(array.get(i), parts);
                if (part.isPresent()) {
                    array.set(i, part.get());
                } else {
                    filled &= !isPlaceholder(array.get(i)) && fill(array.get(i), parts);
                }
            }
        } else if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                Optional<JsonNode> part = placeholder(object.get(name), parts);
                if (part.isPresent()) {
                    object.set(name, part.get());
                } else {
                    filled &= !isPlaceholder(object.get(name)) && fill(object.get(name), parts);
                }
            }
        }
        return filled;
    }

    private static boolean isPlaceholder(JsonNode node) {
        return node.path("_placeholder").isBoolean()
                && node.path("_placeholder").booleanValue();
    }

    private static Optional<JsonNode> placeholder(JsonNode node, List<ByteBuffer> parts) {
        if (!isPlaceholder(node) || !node.path("num").isInt()) {
            return Optional.empty();
        }
        int number = node.path("num").intValue();
        if (number < 0 || number >= parts.size()) {
            return Optional.empty();
        }
        ByteBuffer part = parts.get(number).duplicate();
        byte[] copy = new byte[part.remaining()];
        part.get(copy);
        return Optional.of(BinaryNode.valueOf(copy));
    }

    /** Reads the head of a packet from left to right. */
    private static final class Scanner {
        private final String text;
        private int at;

        Scanner(String text) {
            this.text = text;
        }

        int digit() {
            return at < text.length() && isDigit(text.charAt(at)) ? text.charAt(at++) - '0' : -1;
        }

        /** @return negative when the count is not there */
        int attachments() {
            int dash = text.indexOf('-', at);
            if (dash <= at || dash - at > 3) {
                return -1;
            }
            int count = 0;
            while (at < dash) {
                int digit = digit();
                if (digit < 0) {
                    return -1;
                }
                count = count * 10 + digit;
            }
            at++;
            return count;
        }

        String namespace() {
            if (at >= text.length() || text.charAt(at) != '/') {
                return Packet.MAIN_NAMESPACE;
            }
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            String namespace = text.substring(at, end);
            at = Math.min(end + 1, text.length());
            int query = namespace.indexOf('?');
            return query < 0 ? namespace : namespace.substring(0, query);
        }

        OptionalLong id() {
            int start = at;
            while (at < text.length() && isDigit(text.charAt(at)) && at - start < MAX_ID_DIGITS) {
                at++;
            }
            return at == start ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text.substring(start, at)));
        }

        String rest() {
            return text.substring(at);
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }
    }
}
