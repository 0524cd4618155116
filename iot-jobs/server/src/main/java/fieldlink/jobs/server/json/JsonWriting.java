package fieldlink.jobs.server.json;

import fieldlink.jobs.JsonText;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Any JSON in the API's one form: names in order, no spaces, ASCII only, no NaN. */
final class JsonWriting {
    /** Reads what a person or a model wrote, by the letter of the standard. */
    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String HEX = "0123456789abcdef";

    private JsonWriting() {}

    static JsonText canonical(JsonNode node) {
        StringBuilder text = new StringBuilder();
        write(text, node);
        return JsonText.of(text.toString());
    }

    static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2);
        quote(quoted, text);
        return quoted.toString();
    }

    private static void write(StringBuilder to, JsonNode node) {
        if (node.isObject()) {
            writeObject(to, node);
        } else if (node.isArray()) {
            to.append('[');
            for (int i = 0; i < node.size(); i++) {
                to.append(i == 0 ? "" : ",");
                write(to, node.get(i));
            }
            to.append(']');
        } else if (node.isString()) {
            quote(to, node.stringValue());
        } else if (node.isNumber()) {
            // Browsers cannot read NaN, and what follows it in the same answer is lost on them.
            boolean finite = !(node.isDouble() || node.isFloat()) || Double.isFinite(node.doubleValue());
            to.append(finite ? node.asString() : "null");
        } else {
            to.append(node.isBoolean() ? Boolean.toString(node.booleanValue()) : "null");
        }
    }

    private static void writeObject(StringBuilder to, JsonNode node) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        node.properties().forEach(property -> sorted.put(property.getKey(), property.getValue()));
        to.append('{');
        boolean first = true;
        for (Map.Entry<String, JsonNode> property : sorted.entrySet()) {
            to.append(first ? "" : ",");
            first = false;
            quote(to, property.getKey());
            to.append(':');
            write(to, property.getValue());
        }
        to.append('}');
    }

    private static void quote(StringBuilder to, String text) {
        to.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> to.append("\\\"");
                case '\\' -> to.append("\\\\");
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                case '\t' -> to.append("\\t");
                default -> {
                    if (c >= 0x20 && c < 0x7f) {
                        to.append(c);
                    } else {
                        to.append("\\u")
                                .append(HEX.charAt(c >> 12))
                                .append(HEX.charAt(c >> 8 & 0xf))
                                .append(HEX.charAt(c >> 4 & 0xf))
                                .append(HEX.charAt(c & 0xf));
                    }
                }
            }
        }
        to.append('"');
    }
}
