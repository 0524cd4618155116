package fieldlink.ccm.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds one JSON object, fields in the order in which they are put. */
final class JsonObject {
    private final StringBuilder text = new StringBuilder("{");

    JsonObject put(String name, @Nullable String value) {
        if (value == null) {
            name(name).append("null");
        } else {
            quote(name(name), value);
        }
        return this;
    }

    /** Numbers are written with at most three decimals: nobody measures a window finer. */
    JsonObject put(String name, @Nullable Double value) {
        name(name).append(value == null || !Double.isFinite(value) ? "null" : number(value));
        return this;
    }

    JsonObject put(String name, long value) {
        name(name).append(value);
        return this;
    }

    JsonObject put(String name, boolean value) {
        name(name).append(value);
        return this;
    }

    JsonObject put(String name, JsonObject value) {
        name(name).append(value);
        return this;
    }

    /** As {@link #put}, but leaves the field out when there is nothing to say. */
    JsonObject putIfPresent(String name, @Nullable Double value) {
        return value == null ? this : put(name, value);
    }

    JsonObject putIfPresent(String name, @Nullable String value) {
        return value == null || value.isEmpty() ? this : put(name, value);
    }

    JsonObject putIfPresent(String name, List<JsonObject> values) {
        if (!values.isEmpty()) {
            name(name).append(values);
        }
        return this;
    }

    @Override
    public String toString() {
        return text + "}";
    }

    private StringBuilder name(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        quote(text, name);
        return text.append(':');
    }

    private static String number(double value) {
        double rounded = Math.rint(value * 1000) / 1000;
        return rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15
                ? Long.toString((long) rounded)
                : Double.toString(rounded);
    }

    private static void quote(StringBuilder out, String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c < 0x20 || Character.isSurrogate(c)) {
                        out.append("\\u")
                                .append(Integer.toHexString(0x10000 | c).substring(1));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
