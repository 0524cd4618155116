package fieldlink.powerhub;

import java.util.OptionalInt;

/** A monitor frame while its fields are being filled in, as a hub or a test does. Starts with every reading unknown. */
public final class TelemetryDraft {
    private static final float NOTHING_MEASURED = -1f;

    private final MonitorLayout layout;
    private final byte[] frame;

    public TelemetryDraft(MonitorLayout layout) {
        this.layout = layout;
        this.frame = new byte[layout.length()];
        powerTemperature(OptionalInt.empty());
        controlTemperature(OptionalInt.empty());
        for (int at = MonitorLayout.CURRENTS; at < layout.flagsOffset(); at += 4) {
            bits(at, Float.floatToRawIntBits(NOTHING_MEASURED));
        }
        flags(MonitorFlag.CALIBRATED.mask());
    }

    public TelemetryDraft supply(int millivolts) {
        Wire.u16(frame, MonitorLayout.SUPPLY, millivolts);
        return this;
    }

    public TelemetryDraft powerTemperature(OptionalInt centiDegrees) {
        Wire.u16(frame, MonitorLayout.POWER_TEMPERATURE, centiDegrees.orElse(Short.MIN_VALUE));
        return this;
    }

    public TelemetryDraft controlTemperature(OptionalInt centiDegrees) {
        Wire.u16(frame, MonitorLayout.CONTROL_TEMPERATURE, centiDegrees.orElse(Short.MIN_VALUE));
        return this;
    }

    /** Only where the layout has a total. */
    public TelemetryDraft totalBits(int bits) {
        if (!layout.hasTotal()) {
            throw new IllegalArgumentException(layout + " has no total current");
        }
        bits(MonitorLayout.CURRENTS, bits);
        return this;
    }

    public TelemetryDraft currentBits(Channel channel, int bits) {
        if (channel.index() >= layout.channels()) {
            throw new IllegalArgumentException(layout + " has no current of " + channel.label());
        }
        bits(layout.channelOffset(channel.index()), bits);
        return this;
    }

    public TelemetryDraft flags(int flags) {
        frame[layout.flagsOffset()] = (byte) flags;
        return this;
    }

    public Telemetry build() {
        return Telemetry.decode(layout, WireBytes.of(frame));
    }

    private void bits(int offset, int bits) {
        Wire.u16(frame, offset, bits >>> 16);
        Wire.u16(frame, offset + 2, bits);
    }
}
