package fieldlink.powerhub;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One frame of FFF6: supply, temperatures, currents, flags. A view on the bytes, so that it encodes to exactly what it
 * was decoded from; what the firmware marks as unknown reads as empty.
 */
public record Telemetry(MonitorLayout layout, WireBytes frame) {
    private static final int NO_VOLTAGE = 0xffff;
    private static final int NO_TEMPERATURE = Short.MIN_VALUE;
    /** -1.0f, which no sensor value rounds to: nothing measured yet, or no such sensor. */
    private static final int NO_CURRENT = 0xbf80_0000;
    /** Every byte of every current is ff when the firmware could not lock its readings. */
    private static final int LOCK_TIMED_OUT = 0xffff_ffff;

    private static final int EXPONENT = 0x7f80_0000;
    private static final int RESERVED_FLAGS = 0xe0;

    /** @throws WireFormatException when the length, the constant bits or a current cannot come from a hub */
    public Telemetry {
        if (frame.length() != layout.length()) {
            throw new WireFormatException(
                    Math.min(frame.length(), layout.length()),
                    layout + " of " + layout.length() + " bytes",
                    frame.length() + " bytes");
        }
        int end = layout.flagsOffset();
        for (int at = MonitorLayout.CURRENTS; at < end; at += 4) {
            if ((frame.i32(at) & EXPONENT) == EXPONENT) {
                requireNoReading(frame, at);
            }
        }
        if (!hasMarks(layout, frame)) {
            throw new WireFormatException(
                    layout.flagsOffset(),
                    "flags with bit 3 set, bits 5 to 7 clear and a zero after them",
                    frame.slice(layout.flagsOffset(), layout.length()).hex(" "));
        }
    }

    /** Apart, for a decoder that meets finite currents only stays small enough to be fast. */
    private static void requireNoReading(WireBytes frame, int at) {
        if (frame.i32(at) != LOCK_TIMED_OUT) {
            throw new WireFormatException(
                    at, "a finite current, or ffffffff for none", Integer.toHexString(frame.i32(at)));
        }
    }

    public static Telemetry decode(MonitorLayout layout, WireBytes frame) {
        return new Telemetry(layout, frame);
    }

    /** Of a read, by its length. */
    public static Telemetry decode(WireBytes frame) {
        return new Telemetry(MonitorLayout.ofRead(frame), frame);
    }

    /**
     * Of a notification on a hub whose reads have this layout. Leftover bytes that some builds append are dropped.
     *
     * @throws WireFormatException also when the connection cut the notification short
     */
    public static Telemetry decodeNotification(MonitorLayout layout, WireBytes notification) {
        int length = notification.length();
        if (length < layout.length()) {
            throw new WireFormatException(
                    length,
                    "a notification of " + layout.length() + " bytes",
                    length + " bytes; the connection needs an MTU of at least " + layout.neededMtu());
        }
        if (!layout.canNotify(length)) {
            throw new WireFormatException(layout.length(), "the end of " + layout, length + " bytes");
        }
        return new Telemetry(layout, notification.slice(0, layout.length()));
    }

    /** Whether flags and the byte after them look as every firmware leaves them. */
    static boolean hasMarks(MonitorLayout layout, WireBytes frame) {
        int flags = frame.u8(layout.flagsOffset());
        return (flags & MonitorFlag.CALIBRATED.mask()) != 0
                && (flags & RESERVED_FLAGS) == 0
                && frame.u8(layout.reservedOffset()) == 0;
    }

    public WireBytes encode() {
        return frame;
    }

    public OptionalInt supplyMillivolts() {
        int raw = frame.u16(MonitorLayout.SUPPLY);
        return raw == NO_VOLTAGE ? OptionalInt.empty() : OptionalInt.of(raw);
    }

    /** In 0.01 °C, of the power stage: the one that thermal protection watches. */
    public OptionalInt powerCentiDegrees() {
        return temperature(MonitorLayout.POWER_TEMPERATURE);
    }

    /** In 0.01 °C, of the control circuit. */
    public OptionalInt controlCentiDegrees() {
        return temperature(MonitorLayout.CONTROL_TEMPERATURE);
    }

    /** Of the whole board; empty in layouts without it and on boards without the sensor. */
    public OptionalDouble totalAmperes() {
        return layout.hasTotal() ? current(MonitorLayout.CURRENTS) : OptionalDouble.empty();
    }

    /** Of one output; negative when current flows back. */
    public OptionalDouble amperes(Channel channel) {
        return channel.index() < layout.channels()
                ? current(layout.channelOffset(channel.index()))
                : OptionalDouble.empty();
    }

    /** The bits of an output's current as they stand in the frame. */
    public int currentBits(Channel channel) {
        return frame.i32(layout.channelOffset(channel.index()));
    }

    /** The bits of the total current; only where the layout has one. */
    public OptionalInt totalBits() {
        return layout.hasTotal() ? OptionalInt.of(frame.i32(MonitorLayout.CURRENTS)) : OptionalInt.empty();
    }

    public int flags() {
        return frame.u8(layout.flagsOffset());
    }

    public boolean has(MonitorFlag flag) {
        return (flags() & flag.mask()) != 0;
    }

    /**
     * Whether the frame was put together from two moments. The firmware marks all currents as unreadable or none, so a
     * mixture comes from a read in pieces during which the hub wrote new values.
     */
    public boolean isTorn() {
        int unreadable = 0;
        int currents = 0;
        for (int at = MonitorLayout.CURRENTS; at < layout.flagsOffset(); at += 4) {
            currents++;
            unreadable += frame.i32(at) == LOCK_TIMED_OUT ? 1 : 0;
        }
        boolean saysReadable = has(MonitorFlag.CURRENT_VALID);
        return unreadable != (saysReadable ? 0 : currents);
    }

    private OptionalInt temperature(int offset) {
        int raw = frame.i16(offset);
        return raw == NO_TEMPERATURE ? OptionalInt.empty() : OptionalInt.of(raw);
    }

    private OptionalDouble current(int offset) {
        int bits = frame.i32(offset);
        return bits == NO_CURRENT || bits == LOCK_TIMED_OUT
                ? OptionalDouble.empty()
                : OptionalDouble.of(Float.intBitsToFloat(bits));
    }
}
