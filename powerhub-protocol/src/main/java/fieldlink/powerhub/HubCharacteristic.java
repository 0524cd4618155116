package fieldlink.powerhub;

import java.util.UUID;

/** The hub's characteristics, by what they are for. */
public enum HubCharacteristic {
    /** The level of every output. */
    LEVELS(0xfff0),
    /** Commands to the outputs. */
    CONTROL(0xfff1),
    /** Power thresholds and orders. */
    POWER(0xfff5),
    /** Supply, temperatures and currents, once a second. */
    MONITOR(0xfff6);

    private final int shortUuid;

    HubCharacteristic(int shortUuid) {
        this.shortUuid = shortUuid;
    }

    /** The 16-bit form, such as 0xfff1. */
    public int shortUuid() {
        return shortUuid;
    }

    public UUID uuid() {
        return HubUuid.ofShort(shortUuid);
    }

    /**
     * Reads a name ({@code control}) or a UUID in any form.
     *
     * @throws IllegalArgumentException when the hub has no such characteristic
     */
    public static HubCharacteristic parse(String text) {
        for (HubCharacteristic characteristic : values()) {
            if (characteristic.name().equalsIgnoreCase(text)) {
                return characteristic;
            }
        }
        UUID wanted = HubUuid.parse(text);
        for (HubCharacteristic characteristic : values()) {
            if (characteristic.uuid().equals(wanted)) {
                return characteristic;
            }
        }
        throw new IllegalArgumentException("a PowerHub has no characteristic " + text
                + "; it has FFF0 (levels), FFF1 (control), FFF5 (power) and FFF6 (monitor)");
    }
}
