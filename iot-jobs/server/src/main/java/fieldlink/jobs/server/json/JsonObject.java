package fieldlink.jobs.server.json;

import fieldlink.jobs.JsonText;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An object on its way out: compact, names in order, ASCII only, as the original server wrote it. */
public final class JsonObject {
    private final Map<String, String> fields = new TreeMap<>();

    public JsonObject() {}

    public JsonObject put(String name, @Nullable String text) {
        return raw(name, text == null ? "null" : JsonWriting.quote(text));
    }

    public JsonObject put(String name, boolean value) {
        return raw(name, Boolean.toString(value));
    }

    public JsonObject put(String name, long value) {
        return raw(name, Long.toString(value));
    }

    /** Seconds since 1970, with a fraction. */
    public JsonObject put(String name, Instant time) {
        BigDecimal seconds =
                BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano() / 1_000, 6));
        return raw(name, seconds.toPlainString());
    }

    public JsonObject put(String name, JsonText json) {
        return raw(name, json.text());
    }

    public JsonObject put(String name, JsonObject object) {
        return raw(name, object.toString());
    }

    public JsonObject put(String name, Collection<JsonObject> array) {
        StringBuilder text = new StringBuilder("[");
        for (JsonObject object : array) {
            text.append(text.length() == 1 ? "" : ",").append(object);
        }
        return raw(name, text.append(']').toString());
    }

    public JsonObject texts(String name, Collection<String> array) {
        StringBuilder text = new StringBuilder("[");
        for (String element : array) {
            text.append(text.length() == 1 ? "" : ",").append(JsonWriting.quote(element));
        }
        return raw(name, text.append(']').toString());
    }

    /** Nothing at all when the value is absent. */
    public JsonObject putIfAny(String name, @Nullable String text) {
        return text == null ? this : put(name, text);
    }

    public JsonObject putIfAny(String name, @Nullable Instant time) {
        return time == null ? this : put(name, time);
    }

    public JsonText asText() {
        return JsonText.of(toString());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(128).append('{');
        fields.forEach((name, value) -> text.append(text.length() == 1 ? "" : ",")
                .append('"')
                .append(name)
                .append("\":")
                .append(value));
        return text.append('}').toString();
    }

    private JsonObject raw(String name, String json) {
        fields.put(name, json);
        return this;
    }
}
