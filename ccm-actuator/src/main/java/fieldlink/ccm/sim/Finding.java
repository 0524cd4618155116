package fieldlink.ccm.sim;

import java.time.Duration;

/** Something that must not happen in a greenhouse, and did. */
public record Finding(Duration at, Kind kind, String device, String detail) {
    /** What an oracle looks for. */
    public enum Kind {
        /** The relays of both directions were closed together. */
        BOTH_DIRECTIONS,
        /** A motor was reversed before it had come to rest. */
        REVERSED_TOO_EARLY,
        /** A motor ran on against its end switch for longer than any move needs. */
        RUN_BEYOND_GUARD,
        /** A valve stood open longer than it may. */
        WATER_LEFT_RUNNING,
        /** A packet was larger than the smallest receive buffer in the field. */
        PACKET_TOO_LARGE,
        /** A packet held more than one value. */
        SEVERAL_VALUES,
        /** An ON arrived after the OFF that ended it, within the time of a burst. */
        ON_AFTER_OFF,
        /** An ON was repeated so late that the node had gone its own way meanwhile. */
        FORGOTTEN_ON,
        /** One sender filled the wire with one value. */
        TOO_MANY_PACKETS
    }

    @Override
    public String toString() {
        return at + " " + device + ": " + detail;
    }
}
