package fieldlink.powerhub;

import java.util.Optional;

/** Why the hub refused a read or write. The same code means different things on different characteristics. */
public enum AttError {
    READ_NOT_PERMITTED(0x02),
    WRITE_NOT_PERMITTED(0x03),
    REQUEST_NOT_SUPPORTED(0x06),
    INVALID_LENGTH(0x0d),
    UNLIKELY(0x0e),
    INSUFFICIENT_RESOURCES(0x11);

    private final int code;

    AttError(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Empty for a code that no PowerHub sends. */
    public static Optional<AttError> find(int code) {
        for (AttError error : values()) {
            if (error.code == code) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }

    /** What the firmware means by it there, as a clause for a person. */
    public String meaning(HubCharacteristic characteristic) {
        return switch (this) {
            case READ_NOT_PERMITTED -> "it cannot be read";
            case WRITE_NOT_PERMITTED -> "it cannot be written";
            case REQUEST_NOT_SUPPORTED -> "the hub does not know this power command";
            case INVALID_LENGTH ->
                characteristic == HubCharacteristic.CONTROL
                        ? "the hub did not understand a command; those before it run"
                        : "the hub expects exactly 3 bytes";
            case UNLIKELY ->
                characteristic == HubCharacteristic.CONTROL
                        ? "the write is longer than the hub's buffer; nothing of it runs"
                        : "the threshold breaks the rule sleep < wake, or the hub could not store it"
                                + " (it then holds until the next boot): read it back";
            case INSUFFICIENT_RESOURCES -> "the hub's queue is full; the commands before run, the rest is lost";
        };
    }
}
