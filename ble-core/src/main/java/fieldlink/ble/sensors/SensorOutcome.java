package fieldlink.ble.sensors;

/** What became of one packet of a sensor. */
public sealed interface SensorOutcome {
    record Report(SensorReport report) implements SensorOutcome {}

    /** The same packet as before, or an older one: devices send each packet several times. */
    record Repeated() implements SensorOutcome {}

    record Refused(Refusal why, String text) implements SensorOutcome {}

    enum Refusal {
        MALFORMED,
        OTHER_VERSION,
        KEY_MISSING,
        /** Not sealed with our key for this device: another key, a damaged packet, or a forged one. */
        NOT_GENUINE,
        /** A counter that does not grow. */
        REPLAYED,
        /** In the clear although a key is set. */
        DOWNGRADED
    }
}
