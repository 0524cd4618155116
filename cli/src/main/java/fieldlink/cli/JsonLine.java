package fieldlink.cli;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Builds one line of {@code --json} output, fields in the order in which they are put.
 *
 * <p>Written by hand because a JSON library would take longer to load than a short command takes to run.
 */
public final class JsonLine {
    private final StringBuilder text = new StringBuilder("{");

    public JsonLine put(String name, @Nullable String value) {
        name(name);
        value(value);
        return this;
    }

    public JsonLine put(String name, long value) {
        name(name).append(value);
        return this;
    }

    /** A number that JSON cannot express (NaN, infinite) becomes null. */
    public JsonLine put(String name, double value) {
        name(name).append(Double.isFinite(value) ? Double.toString(value) : "null");
        return this;
    }

    /** A moment as seconds since 1970, to the millisecond. */
    public JsonLine put(String name, Instant moment) {
        name(name).append(BigDecimal.valueOf(moment.toEpochMilli(), 3).toPlainString());
        return this;
    }

    public JsonLine put(String name, boolean value) {
        name(name).append(value);
        return this;
    }

    public JsonLine putNull(String name) {
        name(name).append("null");
        return this;
    }

    public JsonLine put(String name, JsonLine value) {
        name(name).append(value);
        return this;
    }

    /** An array of whatever the items print as in JSON: numbers, or {@link JsonLine}s. Strings are quoted. */
    public JsonLine put(String name, Collection<?> items) {
        name(name).append('[');
        boolean first = true;
        for (Object item : items) {
            if (!first) {
                text.append(',');
            }
            first = false;
            if (item instanceof String string) {
                value(string);
            } else {
                text.append(item);
            }
        }
        text.append(']');
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
        value(name);
        return text.append(':');
    }

    private void value(@Nullable String value) {
        if (value == null) {
            text.append("null");
            return;
        }
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            escape(value.charAt(i));
        }
        text.append('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (c < 0x20 || Character.isSurrogate(c)) {
                    text.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
                } else {
                    text.append(c);
                }
            }
        }
    }
}
