package fieldlink.jobs;

/**
 * A JSON value as text. The queue carries it and never looks inside, so that what a device reports comes out as it went
 * in, to the last digit. Whoever makes one from a stranger's bytes parses them first.
 */
public record JsonText(String text) {
    public static final JsonText NULL = new JsonText("null");
    public static final JsonText EMPTY_OBJECT = new JsonText("{}");

    public JsonText {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an empty text is not JSON; nothing is written null");
        }
    }

    public static JsonText of(String text) {
        return switch (text) {
            case "null" -> NULL;
            case "{}" -> EMPTY_OBJECT;
            default -> new JsonText(text);
        };
    }

    public boolean isNull() {
        return text.equals("null");
    }

    @Override
    public String toString() {
        return text;
    }
}
