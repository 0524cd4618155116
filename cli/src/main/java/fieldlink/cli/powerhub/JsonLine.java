package fieldlink.cli.powerhub;

/** One line of JSON, written as it is said. By hand, because a short command must not wait for a JSON library. */
final class JsonLine {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text = new StringBuilder(160);

    JsonLine open() {
        separate();
        text.append('{');
        return this;
    }

    JsonLine close() {
        text.append('}');
        return this;
    }

    JsonLine openObject(String name) {
        name(name);
        text.append('{');
        return this;
    }

    JsonLine openArray(String name) {
        name(name);
        text.append('[');
        return this;
    }

    JsonLine closeArray() {
        text.append(']');
        return this;
    }

    JsonLine text(String name, String value) {
        name(name);
        quote(value);
        return this;
    }

    JsonLine number(String name, long value) {
        name(name);
        text.append(value);
        return this;
    }

    JsonLine truth(String name, boolean value) {
        name(name);
        text.append(value);
        return this;
    }

    JsonLine nothing(String name) {
        name(name);
        text.append("null");
        return this;
    }

    JsonLine decimal(String name, float value) {
        name(name);
        text.append(value);
        return this;
    }

    /** An element of an array. */
    JsonLine element(long value) {
        separate();
        text.append(value);
        return this;
    }

    JsonLine element(float value) {
        separate();
        text.append(value);
        return this;
    }

    JsonLine elementNothing() {
        separate();
        text.append("null");
        return this;
    }

    private void name(String name) {
        separate();
        quote(name);
        text.append(':');
    }

    private void separate() {
        if (!text.isEmpty()) {
            char last = text.charAt(text.length() - 1);
            if (last != '{' && last != '[') {
                text.append(',');
            }
        }
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
