package fieldlink.ccm.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A JSON object as it was read: texts, numbers, booleans, and objects inside it. Arrays are of no use here. */
final class JsonTree {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Map<String, Object> fields = new LinkedHashMap<>();

    private JsonTree() {}

    /** @throws JacksonException when the text is no JSON object */
    static JsonTree read(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("is no JSON object");
            }
            JsonTree tree = object(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("goes on after its end");
            }
            return tree;
        }
    }

    Map<String, JsonTree> objects() {
        Map<String, JsonTree> found = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (value instanceof JsonTree tree) {
                found.put(name, tree);
            }
        });
        return found;
    }

    Optional<JsonTree> object(String name) {
        return fields.get(name) instanceof JsonTree tree ? Optional.of(tree) : Optional.empty();
    }

    @Nullable
    String text(String name) {
        return fields.get(name) instanceof String text ? text : null;
    }

    @Nullable
    Double number(String name) {
        return fields.get(name) instanceof Double number ? number : null;
    }

    boolean flag(String name, boolean otherwise) {
        return fields.get(name) instanceof Boolean flag ? flag : otherwise;
    }

    private static JsonTree object(JsonParser parser) {
        JsonTree tree = new JsonTree();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (token) {
                case START_OBJECT -> tree.fields.put(name, object(parser));
                case VALUE_STRING -> tree.fields.put(name, parser.getString());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> tree.fields.put(name, parser.getDoubleValue());
                case VALUE_TRUE, VALUE_FALSE -> tree.fields.put(name, token == JsonToken.VALUE_TRUE);
                default -> parser.skipChildren();
            }
        }
        return tree;
    }
}
