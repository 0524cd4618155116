package fieldlink.jobs.robot.socketio;

import fieldlink.jobs.robot.engineio.EnginePacket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Takes packets apart into Engine.IO messages: one text, then its attachments. */
public final class PacketWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonMapper json;

    public PacketWriter(JsonMapper json) {
        this.json = json;
    }

    public List<EnginePacket> write(Packet packet) {
        List<EnginePacket> attachments = new ArrayList<>();
        boolean binary = holdsBinary(packet.payload());
        JsonNode payload = binary ? extract(packet.payload(), attachments) : packet.payload();
        StringBuilder text = new StringBuilder();
        text.append(packet.type().digit(binary));
        if (binary) {
            text.append(attachments.size()).append('-');
        }
        if (!packet.namespace().equals(Packet.MAIN_NAMESPACE)) {
            text.append(packet.namespace()).append(',');
        }
        packet.id().ifPresent(text::append);
        if (!payload.isMissingNode()) {
            text.append(json.writeValueAsString(payload));
        }
        List<EnginePacket> messages = new ArrayList<>();
        messages.add(EnginePacket.message(text.toString()));
        messages.addAll(attachments);
        return messages;
    }

    private static boolean holdsBinary(JsonNode node) {
        if (!node.isContainer()) {
            return node.isBinary();
        }
        for (JsonNode child : node) {
            if (holdsBinary(child)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode extract(JsonNode node, List<EnginePacket> attachments) {
        if (node instanceof BinaryNode binary) {
            ObjectNode placeholder = NODES.objectNode();
            placeholder.put("_placeholder", true);
            placeholder.put("num", attachments.size());
            attachments.add(EnginePacket.message(ByteBuffer.wrap(binary.binaryValue())));
            return placeholder;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = NODES.arrayNode(array.size());
            for (JsonNode child : array) {
                copy.add(extract(child, attachments));
            }
            return copy;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = NODES.objectNode();
            for (Map.Entry<String, JsonNode> property : object.properties()) {
                copy.set(property.getKey(), extract(property.getValue(), attachments));
            }
            return copy;
        }
        return node;
    }
}
