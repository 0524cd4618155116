package fieldlink.jobs.agent;

import fieldlink.jobs.JsonText;
import java.util.Collection;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The arguments of a job, read by name and type. A missing or wrong one is an {@link IllegalArgumentException} that says
 * so; thrown out of a handler, it becomes the job's error.
 */
public final class Arguments {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode object;

    private Arguments(JsonNode object) {
        this.object = object;
    }

    /** @param args a JSON object */
    public static Arguments of(JsonText args) {
        JsonNode node = JSON.readTree(args.text());
        if (!node.isObject()) {
            throw new IllegalArgumentException("the arguments are not a JSON object");
        }
        return new Arguments(node);
    }

    /** One argument alone. */
    static Arguments of(String name, JsonText value) {
        ObjectNode object = JSON.createObjectNode();
        object.set(name, JSON.readTree(value.text()));
        return new Arguments(object);
    }

    public Collection<String> names() {
        return object.propertyNames();
    }

    public String text(String name) {
        JsonNode value = required(name);
        if (!value.isString()) {
            throw wrong(name, value, "a text");
        }
        return value.asString();
    }

    public double number(String name) {
        JsonNode value = required(name);
        if (!value.isNumber()) {
            throw wrong(name, value, "a number");
        }
        return value.asDouble();
    }

    public int integer(String name) {
        JsonNode value = required(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrong(name, value, "a whole number");
        }
        return value.asInt();
    }

    public boolean truth(String name) {
        JsonNode value = required(name);
        if (!value.isBoolean()) {
            throw wrong(name, value, "true or false");
        }
        return value.asBoolean();
    }

    public boolean has(String name) {
        return object.has(name) && !object.get(name).isNull();
    }

    /** All of them, as the server sent them. */
    public JsonText json() {
        return JsonText.of(object.toString());
    }

    private JsonNode required(String name) {
        return Optional.ofNullable(object.get(name))
                .filter(value -> !value.isNull())
                .orElseThrow(() -> new IllegalArgumentException("the argument '" + name + "' is missing"));
    }

    private static IllegalArgumentException wrong(String name, JsonNode value, String expected) {
        return new IllegalArgumentException("the argument '" + name + "' is " + value + ", not " + expected);
    }
}
