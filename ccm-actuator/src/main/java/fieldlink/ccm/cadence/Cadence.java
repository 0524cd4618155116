package fieldlink.ccm.cadence;

import java.time.Duration;

/**
 * How a value is repeated, because UDP loses packets and nodes forget.
 *
 * @param burst what a change is worth at once
 * @param echo what follows the burst: a disturbance that swallows a whole burst is over by then
 * @param refresh between repeats while {@link Pace#MOVING} and {@link Pace#SETTLING}
 * @param settling how long an OFF is refreshed that fast
 * @param rest between repeats after that
 */
public record Cadence(Copies burst, Copies echo, Duration refresh, Duration settling, Duration rest) {
    /**
     * Three packets 100 ms apart and three more 300 ms apart. At 10 % loss, the estimate is then within 1 % of the truth
     * after 19 of 20 moves; with the burst alone one run in twenty is worse ({@code LossRowsTest}).
     */
    public static final Cadence STANDARD = new Cadence(
            new Copies(3, Duration.ofMillis(100)),
            new Copies(3, Duration.ofMillis(300)),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10));

    /** So many packets, so far apart. */
    public record Copies(int count, Duration spacing) {
        public Copies {
            if (count < 1) {
                throw new IllegalArgumentException(count + " copies; expected at least 1");
            }
            requirePositive("spacing", spacing);
        }
    }

    public Cadence {
        requirePositive("refresh", refresh);
        requirePositive("settling", settling);
        requirePositive("rest", rest);
    }

    /** The standard, refreshed often enough for a node that forgets after {@code validity}. */
    public static Cadence forValidity(Duration validity) {
        Duration third = validity.dividedBy(3);
        return STANDARD.refreshedEvery(shorter(STANDARD.refresh, third), shorter(STANDARD.rest, third));
    }

    public Cadence refreshedEvery(Duration newRefresh, Duration newRest) {
        return new Cadence(burst, echo, newRefresh, settling, newRest);
    }

    /**
     * How long to wait after a copy was sent.
     *
     * @param sent copies so far, this one included
     * @param age nanoseconds since the change
     */
    long pauseNanos(Pace pace, int sent, long age) {
        if (sent < burst.count) {
            return burst.spacing.toNanos();
        }
        boolean fast = pace == Pace.MOVING || age < settling.toNanos();
        long steady = (fast ? refresh : rest).toNanos();
        return sent < burst.count + echo.count ? Math.min(echo.spacing.toNanos(), steady) : steady;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(name + " " + duration + "; expected more than nothing");
        }
    }
}
