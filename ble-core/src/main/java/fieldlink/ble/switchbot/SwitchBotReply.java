package fieldlink.ble.switchbot;

import fieldlink.ble.GattValue;
import java.util.Locale;

/** What a SwitchBot device answered. */
public record SwitchBotReply(GattValue value) {
    /** The first byte. */
    public enum Status {
        OK(0x01),
        ERROR(0x02),
        BUSY(0x03),
        VERSION(0x04),
        UNSUPPORTED(0x05),
        LOW_BATTERY(0x06),
        WRONG_MODE(0x0D),
        NOT_CONNECTED(0x0E),
        UNKNOWN(-1);

        private final int code;

        Status(int code) {
            this.code = code;
        }

        /** {@code low battery} */
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    public Status status() {
        for (Status status : Status.values()) {
            if (!value.isEmpty() && status.code == value.at(0)) {
                return status;
            }
        }
        return Status.UNKNOWN;
    }

    /** Whether a Plug Mini says that it is on: what follows the status of a reply to on, off, toggle and read. */
    public boolean isOn() {
        return value.size() > 1 && value.at(1) == 0x80;
    }
}
