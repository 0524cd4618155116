package fieldlink.ble.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A JSON object whose fields keep their order: replies are compared line by line in old scripts. */
public record JsonObject(Map<String, Json> fields) implements Json {
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    public JsonObject {
        // Map.copyOf would lose the order.
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public static Builder with(String name, Json value) {
        return new Builder().with(name, value);
    }

    public static Builder with(String name, String value) {
        return with(name, Json.of(value));
    }

    /** The field, or JSON's null when there is none: the protocol makes no difference between the two. */
    public Json get(String name) {
        return fields.getOrDefault(name, Null.NULL);
    }

    /** The field when it is a text that is not empty. */
    public Optional<String> text(String name) {
        return get(name).asText().filter(value -> !value.isEmpty());
    }

    /** The field when it is a finite number, whatever is behind the point cut off. */
    public Optional<Long> whole(String name) {
        return get(name) instanceof Json.Numeric number && Double.isFinite(number.value())
                ? Optional.of((long) number.value())
                : Optional.empty();
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    @Override
    public boolean isFalsy() {
        return fields.isEmpty();
    }

    @Override
    public void write(StringBuilder to) {
        String separator = "{";
        for (Map.Entry<String, Json> field : fields.entrySet()) {
            to.append(separator);
            Json.quote(field.getKey(), to);
            to.append(": ");
            field.getValue().write(to);
            separator = ", ";
        }
        to.append(fields.isEmpty() ? "{}" : "}");
    }

    /** Puts an object together, field by field. */
    public static final class Builder {
        private final Map<String, Json> fields = new LinkedHashMap<>();

        /** An object without fields. */
        public Builder() {}

        public Builder with(String name, Json value) {
            fields.put(name, value);
            return this;
        }

        public Builder with(String name, String value) {
            return with(name, Json.of(value));
        }

        public Builder with(String name, long value) {
            return with(name, Json.of(value));
        }

        public Builder with(String name, boolean value) {
            return with(name, Json.of(value));
        }

        public JsonObject build() {
            return new JsonObject(fields);
        }
    }
}
