package fieldlink.ble.sensors;

import java.util.Locale;
import java.util.Optional;

/** How a button was pressed, with BTHome's numbers. */
public enum ButtonPress {
    PRESS(0x01),
    DOUBLE_PRESS(0x02),
    TRIPLE_PRESS(0x03),
    LONG_PRESS(0x04),
    LONG_DOUBLE_PRESS(0x05),
    LONG_TRIPLE_PRESS(0x06),
    HOLD_PRESS(0x80);

    private final int code;

    ButtonPress(int code) {
        this.code = code;
    }

    /** Empty for 0, no press, and for codes that are not defined. */
    static Optional<ButtonPress> of(int code) {
        for (ButtonPress press : values()) {
            if (press.code == code) {
                return Optional.of(press);
            }
        }
        return Optional.empty();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
