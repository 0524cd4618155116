package fieldlink.powerhub;

import java.util.Optional;

/** What a channel command does, by its first byte. */
public enum Mode {
    SET(0, 1),
    FADE(1, 3),
    BLINK(2, 2),
    STROBE(3, 5);

    private final int code;
    private final int parameterLength;

    Mode(int code, int parameterLength) {
        this.code = code;
        this.parameterLength = parameterLength;
    }

    /** Empty for a byte that is no mode. */
    public static Optional<Mode> find(int code) {
        return switch (code) {
            case 0 -> Optional.of(SET);
            case 1 -> Optional.of(FADE);
            case 2 -> Optional.of(BLINK);
            case 3 -> Optional.of(STROBE);
            default -> Optional.empty();
        };
    }

    public int code() {
        return code;
    }

    /** Bytes after mode and channel. */
    public int parameterLength() {
        return parameterLength;
    }
}
