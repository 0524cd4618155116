package fieldlink.ble.wire;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value. Its text is what Python's {@code json.dumps} would write, so that scripts which compare lines keep
 * working: ASCII only, {@code ", "} and {@code ": "} between the parts.
 */
public sealed interface Json permits Json.Null, Json.Flag, Json.Numeric, Json.Text, Json.Array, JsonObject {
    /** What Python's {@code not value} is: null, false, zero, and everything that is empty. */
    boolean isFalsy();

    void write(StringBuilder to);

    default String text() {
        StringBuilder text = new StringBuilder();
        write(text);
        return text.toString();
    }

    static Json of(@Nullable String value) {
        return value == null ? Null.NULL : new Text(value);
    }

    static Json of(boolean value) {
        return new Flag(value);
    }

    static Json of(long value) {
        return new Numeric(Long.toString(value));
    }

    /** Never in the {@code 1.8E9} form, which people do not read as a time. */
    static Json of(double value) {
        return new Numeric(BigDecimal.valueOf(value).toPlainString());
    }

    static Json array(Collection<? extends Json> items) {
        return new Array(List.copyOf(items));
    }

    /** Each byte as a number from 0 to 255. */
    static Json bytes(byte[] bytes) {
        Json[] items = new Json[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            items[i] = of(bytes[i] & 0xFF);
        }
        return new Array(List.of(items));
    }

    default Optional<String> asText() {
        return this instanceof Text given ? Optional.of(given.value()) : Optional.empty();
    }

    default Optional<JsonObject> asObject() {
        return this instanceof JsonObject given ? Optional.of(given) : Optional.empty();
    }

    default List<Json> items() {
        return this instanceof Array given ? given.values() : List.of();
    }

    enum Null implements Json {
        NULL;

        @Override
        public boolean isFalsy() {
            return true;
        }

        @Override
        public void write(StringBuilder to) {
            to.append("null");
        }
    }

    record Flag(boolean value) implements Json {
        @Override
        public boolean isFalsy() {
            return !value;
        }

        @Override
        public void write(StringBuilder to) {
            to.append(value);
        }
    }

    /** @param literal as it stood in the text, so that an echo is exact whatever its size */
    record Numeric(String literal) implements Json {
        /** Not a number and the infinities included: Python writes and reads them. */
        double value() {
            return Double.parseDouble(literal);
        }

        @Override
        public boolean isFalsy() {
            return value() == 0;
        }

        @Override
        public void write(StringBuilder to) {
            to.append(literal);
        }
    }

    record Text(String value) implements Json {
        @Override
        public boolean isFalsy() {
            return value.isEmpty();
        }

        @Override
        public void write(StringBuilder to) {
            quote(value, to);
        }
    }

    record Array(List<Json> values) implements Json {
        public Array {
            values = List.copyOf(values);
        }

        @Override
        public boolean isFalsy() {
            return values.isEmpty();
        }

        @Override
        public void write(StringBuilder to) {
            String separator = "[";
            for (Json value : values) {
                to.append(separator);
                value.write(to);
                separator = ", ";
            }
            to.append(values.isEmpty() ? "[]" : "]");
        }
    }

    static void quote(String text, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> to.append("\\\"");
                case '\\' -> to.append("\\\\");
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                case '\t' -> to.append("\\t");
                case '\b' -> to.append("\\b");
                case '\f' -> to.append("\\f");
                default -> {
                    if (c < ' ' || c > '~') {
                        to.append("\\u");
                        String digits = Integer.toHexString(c);
                        to.append("0000", 0, 4 - digits.length()).append(digits);
                    } else {
                        to.append(c);
                    }
                }
            }
        }
        to.append('"');
    }
}
