package fieldlink.ccm.cadence;

import java.time.Duration;

/**
 * How a value is repeated, because UDP loses packets and nodes forget.
 *
 * @param copies how many packets a change is worth at once
 * @param spacing between those
 * @param refresh between repeats while {@link Pace#MOVING} and {@link Pace#SETTLING}
 * @param settling how long an OFF is refreshed that fast
 * @param rest between repeats of a resting value
 */
public record Cadence(int copies, Duration spacing, Duration refresh, Duration settling, Duration rest) {
    /** At 10 % loss a move then ends within 0.7 % of its target in 19 of 20 cases. */
    public static final Cadence STANDARD = new Cadence(
            3, Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(10));

    public Cadence {
        if (copies < 1) {
            throw new IllegalArgumentException(copies + " copies of a change; expected at least 1");
        }
        requirePositive("spacing", spacing);
        requirePositive("refresh", refresh);
        requirePositive("settling", settling);
        requirePositive("rest", rest);
    }

    /** The standard, refreshed often enough for a node that forgets after {@code validity}. */
    public static Cadence forValidity(Duration validity) {
        Duration third = validity.dividedBy(3);
        Duration refresh = third.compareTo(STANDARD.refresh) < 0 ? third : STANDARD.refresh;
        return new Cadence(STANDARD.copies, STANDARD.spacing, refresh, STANDARD.settling, STANDARD.rest);
    }

    /**
     * How long to wait after a copy was sent.
     *
     * @param sent copies so far, this one included
     * @param age nanoseconds since the change
     */
    long pauseNanos(Pace pace, int sent, long age) {
        if (sent < copies) {
            return spacing.toNanos();
        }
        return switch (pace) {
            case MOVING -> refresh.toNanos();
            case SETTLING -> age < settling.toNanos() ? refresh.toNanos() : rest.toNanos();
            case RESTING -> rest.toNanos();
        };
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(name + " " + duration + "; expected more than nothing");
        }
    }
}
