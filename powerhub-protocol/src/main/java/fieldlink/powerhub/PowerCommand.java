package fieldlink.powerhub;

/**
 * One setting or order, as written to FFF5: always three bytes, an operation and a big-endian number.
 *
 * <p>What a single command cannot know, the hub checks against its other threshold: sleep must stay below wake.
 */
public sealed interface PowerCommand {
    int LENGTH = 3;

    /** The first byte. */
    int operation();

    /** The two bytes after it, as an unsigned number. */
    int parameter();

    default WireBytes encode() {
        byte[] frame = new byte[LENGTH];
        frame[0] = (byte) operation();
        Wire.u16(frame, 1, parameter());
        return WireBytes.adopt(frame);
    }

    /** Below this supply voltage, for twelve seconds, the hub goes to deep sleep. */
    record SleepThreshold(int millivolts) implements PowerCommand {
        static final int OPERATION = 0x01;

        public SleepThreshold {
            checkVoltage("sleep", millivolts);
        }

        @Override
        public int operation() {
            return OPERATION;
        }

        @Override
        public int parameter() {
            return millivolts;
        }
    }

    /** From this supply voltage on, for three seconds, the hub wakes. */
    record WakeThreshold(int millivolts) implements PowerCommand {
        static final int OPERATION = 0x02;

        public WakeThreshold {
            checkVoltage("wake", millivolts);
        }

        @Override
        public int operation() {
            return OPERATION;
        }

        @Override
        public int parameter() {
            return millivolts;
        }
    }

    /**
     * To deep sleep, at once and without an answer: the link drops. It lasts only while the supply is below the wake
     * threshold; otherwise the hub is back within seconds.
     *
     * @param ignored what stood in the unused parameter; kept so that a frame encodes to the bytes it came from
     */
    record ForceSleep(int ignored) implements PowerCommand {
        static final int OPERATION = 0x03;

        public ForceSleep {
            checkUnused(ignored);
        }

        @Override
        public int operation() {
            return OPERATION;
        }

        @Override
        public int parameter() {
            return ignored;
        }
    }

    /** Acknowledged, and without any effect in every firmware so far: a hub that can hear it is awake. */
    record ForceWake(int ignored) implements PowerCommand {
        static final int OPERATION = 0x04;

        public ForceWake {
            checkUnused(ignored);
        }

        @Override
        public int operation() {
            return OPERATION;
        }

        @Override
        public int parameter() {
            return ignored;
        }
    }

    /** From this temperature of the power stage on, for three seconds, every output is switched off. In 0.01 °C. */
    record HighTemperature(int centiDegrees) implements PowerCommand {
        static final int OPERATION = 0x11;

        public HighTemperature {
            checkTemperature("high", centiDegrees);
        }

        @Override
        public int operation() {
            return OPERATION;
        }

        @Override
        public int parameter() {
            return centiDegrees & Wire.U16_MAX;
        }
    }

    /** At or below this temperature, for three seconds, the outputs come back. In 0.01 °C. */
    record RecoverTemperature(int centiDegrees) implements PowerCommand {
        static final int OPERATION = 0x12;

        public RecoverTemperature {
            checkTemperature("recover", centiDegrees);
        }

        @Override
        public int operation() {
            return OPERATION;
        }

        @Override
        public int parameter() {
            return centiDegrees & Wire.U16_MAX;
        }
    }

    static PowerCommand forceSleep() {
        return new ForceSleep(0);
    }

    static PowerCommand forceWake() {
        return new ForceWake(0);
    }

    /**
     * Reads a write to FFF5.
     *
     * @throws WireFormatException for another length, an unknown operation, or a threshold of 0 V, which every firmware
     *     refuses
     */
    static PowerCommand decode(WireBytes frame) {
        if (frame.length() != LENGTH) {
            throw new WireFormatException(
                    Math.min(frame.length(), LENGTH), "a power command of 3 bytes", frame.length() + " bytes");
        }
        int operation = frame.u8(0);
        return switch (operation) {
            case SleepThreshold.OPERATION -> new SleepThreshold(voltage(frame));
            case WakeThreshold.OPERATION -> new WakeThreshold(voltage(frame));
            case ForceSleep.OPERATION -> new ForceSleep(frame.u16(1));
            case ForceWake.OPERATION -> new ForceWake(frame.u16(1));
            case HighTemperature.OPERATION -> new HighTemperature(frame.i16(1));
            case RecoverTemperature.OPERATION -> new RecoverTemperature(frame.i16(1));
            default ->
                throw new WireFormatException(
                        0,
                        "a power operation (01 to 04, 11 or 12)",
                        Integer.toHexString(operation | 0x100).substring(1));
        };
    }

    private static int voltage(WireBytes frame) {
        int millivolts = frame.u16(1);
        if (millivolts == 0) {
            throw new WireFormatException(1, "a threshold of 1 to 65535 mV", "0");
        }
        return millivolts;
    }

    private static void checkVoltage(String which, int millivolts) {
        if (millivolts < 1 || millivolts > Wire.U16_MAX) {
            throw new IllegalArgumentException(
                    which + " threshold " + millivolts + " mV is outside 1 to " + Wire.U16_MAX + " mV");
        }
    }

    private static void checkTemperature(String which, int centiDegrees) {
        if (centiDegrees < Short.MIN_VALUE || centiDegrees > Short.MAX_VALUE) {
            throw new IllegalArgumentException(which + " temperature of " + centiDegrees
                    + " hundredths of a degree is outside -327.68 to 327.67 °C");
        }
    }

    private static void checkUnused(int parameter) {
        if (parameter < 0 || parameter > Wire.U16_MAX) {
            throw new IllegalArgumentException("parameter " + parameter + " does not fit two bytes");
        }
    }
}
