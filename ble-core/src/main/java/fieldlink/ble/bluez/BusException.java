package fieldlink.ble.bluez;

import java.io.Serial;

/** A call on the bus failed: with an error of the other side, whose D-Bus name is kept, or on our side. */
final class BusException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The names of failures of our own making, in the manner of D-Bus error names. */
    static final String DEADLINE = "fieldlink.Deadline";

    static final String BUS_LOST = "fieldlink.BusLost";
    static final String MALFORMED = "fieldlink.Malformed";

    private final String name;
    private final String text;

    BusException(String name, String text) {
        super(text.isEmpty() ? name : name + ": " + text);
        this.name = name;
        this.text = text;
    }

    /** Such as {@code org.bluez.Error.Failed}. */
    String name() {
        return name;
    }

    /** What the other side said, for people; some of it has to be parsed all the same. */
    String text() {
        return text;
    }

    boolean is(String suffix) {
        return name.endsWith("." + suffix);
    }
}
