package fieldlink.jobs.robot;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The one argument of every acknowledgement. The order of its keys is part of the contract with old clients. */
public final class Envelope {
    /** What clients show when nothing better is known. */
    public static final String TRY_LATER = "操作失败，请稍后重试";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Envelope() {}

    public static ObjectNode success(String message, ObjectNode details) {
        ObjectNode envelope = NODES.objectNode();
        envelope.put("status", "success");
        envelope.put("message", message);
        envelope.set("data", details);
        return envelope;
    }

    public static ObjectNode success(String message) {
        return success(message, NODES.objectNode());
    }

    public static ObjectNode error(ErrorCode code, String message) {
        ObjectNode envelope = NODES.objectNode();
        envelope.put("status", "error");
        envelope.put("error_code", code.code());
        envelope.put("message", message);
        envelope.set("data", NODES.objectNode());
        return envelope;
    }

    public static boolean isError(JsonNode envelope) {
        return envelope.path("status").asString("").equals("error");
    }
}
