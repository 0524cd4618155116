package fieldlink.ccm.actuator;

import java.time.Duration;

/**
 * How long an output rests after it stopped.
 *
 * @param sameDirection before it may run on the same way
 * @param reversal before it may run the other way
 * @param dead before it may run the other way even for a safety rule; nobody can skip it
 */
public record Pauses(Duration sameDirection, Duration reversal, Duration dead) {
    public Pauses {
        if (sameDirection.isNegative() || dead.isNegative() || reversal.compareTo(sameDirection) < 0) {
            throw new IllegalArgumentException("pauses " + sameDirection + ", " + reversal + ", " + dead
                    + ": none may be negative, and a reversal needs at least the pause of the same direction");
        }
    }

    /** The same pause whichever way; for valves and switches, which have only one. */
    public static Pauses of(Duration cooling) {
        return new Pauses(cooling, cooling, Duration.ZERO);
    }

    Duration before(boolean reversing, boolean forSafety) {
        if (forSafety) {
            return reversing ? dead : Duration.ZERO;
        }
        return longest(reversing ? reversal : sameDirection, reversing ? dead : Duration.ZERO);
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
