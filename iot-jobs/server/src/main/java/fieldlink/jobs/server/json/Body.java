package fieldlink.jobs.server.json;

import fieldlink.jobs.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request body read as the original server read it: what is not JSON, or says nothing, is an empty object, so that the
 * caller is told which field is missing.
 */
public final class Body {
    private static final int DEEPEST = 100;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode node;

    private Body(JsonNode node) {
        this.node = node;
    }

    public static Body empty() {
        return new Body(JSON.createObjectNode());
    }

    /** @throws BadRequest for JSON that is neither an object nor empty */
    public static Body parse(byte[] bytes) {
        JsonNode read;
        try {
            read = bytes.length == 0 ? null : JSON.readTree(bytes);
        } catch (StreamConstraintsException e) {
            throw new BadRequest("the body is nested deeper than " + DEEPEST
                    + " levels, or holds a number or a name that is too long");
        } catch (JacksonException e) {
            read = null;
        }
        if (read == null || isFalsy(read)) {
            return empty();
        }
        if (!read.isObject()) {
            throw new BadRequest("the body must be a JSON object");
        }
        return new Body(read);
    }

    public boolean has(String name) {
        return node.has(name);
    }

    public boolean isNull(String name) {
        return node.path(name).isNull();
    }

    public boolean isObject(String name) {
        return node.path(name).isObject();
    }

    public boolean isList(String name) {
        return node.path(name).isArray();
    }

    /** Anything but absence, null, false, zero and emptiness. */
    public boolean isTruthy(String name) {
        return isTruthy(node.path(name));
    }

    /** The text, stripped; empty when there is none, or nothing but spaces. */
    public Optional<String> text(String name) {
        return text(node.path(name));
    }

    public boolean isText(String name) {
        return node.path(name).isString();
    }

    /** A number, or a text that reads as one. Empty for anything else, and for what is not finite. */
    public Optional<Double> number(String name) {
        JsonNode value = node.path(name);
        try {
            double number = value.isBoolean()
                    ? (value.booleanValue() ? 1 : 0)
                    : Double.parseDouble(value.isString() ? value.stringValue().strip() : value.asString());
            return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    public JsonText json(String name) {
        JsonNode value = node.get(name);
        return value == null ? JsonText.NULL : JsonWriting.canonical(value);
    }

    /** The object under a name; an empty one for anything else. */
    public Body object(String name) {
        JsonNode value = node.path(name);
        return value.isObject() ? new Body(value) : empty();
    }

    /** The objects of a list; what is no object is left out. */
    public List<Body> objects(String name) {
        List<Body> objects = new ArrayList<>();
        node.path(name).forEach(element -> {
            if (element.isObject()) {
                objects.add(new Body(element));
            }
        });
        return objects;
    }

    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        node.path(name).forEach(element -> text(element).ifPresent(texts::add));
        return texts;
    }

    public List<String> names() {
        return List.copyOf(node.propertyNames());
    }

    public JsonText whole() {
        return JsonWriting.canonical(node);
    }

    /** Reads what this server wrote. */
    public static Body of(JsonText json) {
        return new Body(JSON.readTree(json.text()));
    }

    private static Optional<String> text(JsonNode value) {
        String text = value.isString() ? value.stringValue().strip() : "";
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static boolean isTruthy(@Nullable JsonNode value) {
        return value != null && !value.isMissingNode() && !isFalsy(value);
    }

    private static boolean isFalsy(JsonNode value) {
        return value.isNull()
                || (value.isBoolean() && !value.booleanValue())
                || (value.isNumber() && value.doubleValue() == 0)
                || (value.isString() && value.stringValue().isEmpty())
                || (value.isContainer() && value.isEmpty());
    }
}
