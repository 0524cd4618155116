package fieldlink.ble;

import java.io.Serial;
import java.util.OptionalInt;

/** The only way in which a {@link Radio}'s stage fails. */
public final class RadioException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final RadioFault fault;
    private final int attCode;

    /** @param message the stack's own words, error name included: it ends up before the operator's eyes */
    public RadioException(RadioFault fault, String message) {
        this(fault, message, -1);
    }

    private RadioException(RadioFault fault, String message, int attCode) {
        super(message);
        this.fault = fault;
        this.attCode = attCode;
    }

    public static RadioException att(int code) {
        return new RadioException(RadioFault.ATT, "ATT error " + AttError.name(code), code);
    }

    public RadioFault fault() {
        return fault;
    }

    public OptionalInt attCode() {
        return attCode < 0 ? OptionalInt.empty() : OptionalInt.of(attCode);
    }
}
