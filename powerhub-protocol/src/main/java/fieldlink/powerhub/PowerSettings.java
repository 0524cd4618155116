package fieldlink.powerhub;

import java.util.Map;
import java.util.OptionalInt;

/**
 * What FFF5 says: thresholds, and on older firmware readings. A view on the bytes, so that it encodes to exactly what
 * it was decoded from.
 */
public record PowerSettings(PowerLayout layout, WireBytes frame) {
    private static final int THERMAL_ACTIVE = 1;
    private static final int POWER_TEMPERATURE_VALID = 2;
    private static final int CONTROL_TEMPERATURE_VALID = 4;
    private static final int NO_VOLTAGE = 0xffff;
    private static final int NO_TEMPERATURE = Short.MIN_VALUE;

    public PowerSettings {
        if (frame.length() != layout.length()) {
            throw new WireFormatException(
                    Math.min(frame.length(), layout.length()),
                    layout + " of " + layout.length() + " bytes",
                    frame.length() + " bytes");
        }
    }

    public static PowerSettings decode(PowerLayout layout, WireBytes frame) {
        return new PowerSettings(layout, frame);
    }

    /** Of a read, by its length; see {@link PowerLayout#ofRead}. */
    public static PowerSettings decode(WireBytes frame) {
        return new PowerSettings(PowerLayout.ofRead(frame), frame);
    }

    /**
     * Of plain numbers, as the firmware composes them.
     *
     * @param values one for each field of the layout
     * @param flags ignored where the layout has none
     */
    public static PowerSettings of(PowerLayout layout, Map<PowerField, Integer> values, int flags) {
        byte[] frame = new byte[layout.length()];
        for (PowerField field : layout.fields()) {
            Integer value = values.get(field);
            if (value == null) {
                throw new IllegalArgumentException(layout + " needs a value for " + field);
            }
            Wire.u16(frame, layout.offsetOf(field), value);
        }
        if (layout.hasFlags()) {
            frame[layout.flagsOffset()] = (byte) flags;
        }
        return new PowerSettings(layout, WireBytes.adopt(frame));
    }

    public WireBytes encode() {
        return frame;
    }

    /** The number as it stands in the frame, valid or not; empty where the layout has no such field. */
    public OptionalInt raw(PowerField field) {
        if (!layout.has(field)) {
            return OptionalInt.empty();
        }
        int offset = layout.offsetOf(field);
        return OptionalInt.of(field.isSigned() ? frame.i16(offset) : frame.u16(offset));
    }

    /** What is known: empty too where the hub says that it has no valid reading. */
    public OptionalInt value(PowerField field) {
        OptionalInt raw = raw(field);
        return raw.isPresent() && isAbsent(field, raw.getAsInt()) ? OptionalInt.empty() : raw;
    }

    /** Zero where the layout has none. */
    public int flags() {
        return layout.hasFlags() ? frame.u8(layout.flagsOffset()) : 0;
    }

    /** Whether the outputs are off because the power stage was too hot; never so where the layout does not say. */
    public boolean isThermalActive() {
        return (flags() & THERMAL_ACTIVE) != 0;
    }

    /** Whether the hub vouches for a temperature. Notifications carry no flags: there it can only be believed. */
    public boolean isValid(PowerField temperature) {
        int bit = temperature == PowerField.CONTROL_TEMPERATURE ? CONTROL_TEMPERATURE_VALID : POWER_TEMPERATURE_VALID;
        return layout.has(temperature) && (!layout.hasFlags() || (flags() & bit) != 0);
    }

    private boolean isAbsent(PowerField field, int raw) {
        return switch (field) {
            case SUPPLY -> raw == NO_VOLTAGE;
            case POWER_TEMPERATURE, CONTROL_TEMPERATURE -> raw == NO_TEMPERATURE || !isValid(field);
            case HIGH, RECOVER, SLEEP, WAKE -> false;
        };
    }
}
