package fieldlink.jobs.server.json;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON types that devices' own words for types stand for. */
public enum JsonType {
    INTEGER,
    NUMBER,
    BOOLEAN,
    STRING,
    OBJECT,
    ARRAY;

    /** Empty when the device's word is none that we know: then any value will do. */
    public static Optional<JsonType> of(@Nullable String word) {
        if (word == null) {
            return Optional.empty();
        }
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "int", "integer", "long" -> Optional.of(INTEGER);
            case "float", "double", "number" -> Optional.of(NUMBER);
            case "bool", "boolean" -> Optional.of(BOOLEAN);
            case "str", "string", "text" -> Optional.of(STRING);
            case "dict", "object", "map" -> Optional.of(OBJECT);
            case "list", "array" -> Optional.of(ARRAY);
            default -> Optional.empty();
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
