package fieldlink.powerhub;

import java.time.Duration;
import java.util.Optional;

/** Bounds of what a field on the wire can hold, and how it is written. */
final class Wire {
    static final int U16_MAX = 0xffff;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private Wire() {}

    static void header(byte[] target, int offset, Mode mode, Channel channel) {
        target[offset] = (byte) mode.code();
        target[offset + 1] = (byte) channel.index();
    }

    /** @return where the next field goes */
    static int u16(byte[] target, int offset, int value) {
        target[offset] = (byte) (value >> 8);
        target[offset + 1] = (byte) value;
        return offset + 2;
    }

    /** A time as the wire counts it, refusing what it cannot hold. */
    static int millis(String what, Duration time) {
        long seconds = time.getSeconds();
        int nanos = time.getNano();
        if (nanos % NANOS_PER_MILLI != 0) {
            throw new IllegalArgumentException(what + " " + time + " is not a whole number of milliseconds");
        }
        long millis = seconds * 1000 + nanos / NANOS_PER_MILLI;
        if (seconds < 0 || seconds > U16_MAX || millis > U16_MAX) {
            throw new IllegalArgumentException(
                    what + " " + time + " is outside 0 to " + U16_MAX + " ms, the two bytes it has on the wire");
        }
        return (int) millis;
    }

    static void refuse(Optional<Hazard> hazard) {
        if (hazard.isPresent()) {
            throw new IllegalArgumentException(hazard.get().reason());
        }
    }

    static void checkWidth(Mode mode, long parameters) {
        if (parameters < 0 || parameters >>> (8 * mode.parameterLength()) != 0) {
            throw new IllegalArgumentException("parameters 0x" + Long.toHexString(parameters) + " do not fit the "
                    + mode.parameterLength() + " bytes of " + mode);
        }
    }
}
