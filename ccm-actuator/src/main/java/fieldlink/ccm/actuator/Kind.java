package fieldlink.ccm.actuator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an actuator is made of, and what protects it. */
public sealed interface Kind {
    Pauses pauses();

    /**
     * A motor with end switches, positioned by time.
     *
     * @param limits where it may be sent
     * @param reference the end point that calibration drives to
     */
    record Motor(Travel travel, Pauses pauses, Limits limits, Direction reference) implements Kind {}

    /**
     * Water. Nothing stops it but time, so every run has an end.
     *
     * @param clamps whether a request beyond a limit is cut down instead of refused
     */
    record Valve(Pauses pauses, RunLimits limits, boolean clamps) implements Kind {
        public Valve {
            if (limits.longestOrNull() == null) {
                throw new IllegalArgumentException("a valve needs a longest run: nothing else would ever close it");
            }
        }
    }

    /** A fan, a heater: on or off. */
    record Switch(Pauses pauses, RunLimits limits) implements Kind {}

    /**
     * Where a motor may be sent.
     *
     * @param deadband what is closer than this needs no move
     * @param shortestMove what would take less than this is not worth a motor start; end points are exempt
     */
    record Limits(double lowest, double highest, double deadband, Duration shortestMove) {
        public static final Limits NONE = new Limits(0, 100, 1, Duration.ofMillis(500));

        public Limits {
            if (!(lowest >= 0 && lowest < highest && highest <= 100)) {
                throw new IllegalArgumentException("limits " + lowest + " to " + highest + " % are no range");
            }
        }

        public static Limits between(double lowest, double highest) {
            return new Limits(lowest, highest, NONE.deadband, NONE.shortestMove);
        }

        double clamp(double percent) {
            return Math.max(lowest, Math.min(highest, percent));
        }
    }

    /**
     * How long something may run; each is absent when there is no such limit.
     *
     * @param shortestOn before which a program may not switch it off again
     */
    record RunLimits(
            @Nullable Duration longestOrNull, @Nullable Duration perDayOrNull, Duration shortestOn) {
        public static RunLimits longest(Duration longest) {
            return new RunLimits(longest, null, Duration.ZERO);
        }

        public static RunLimits none() {
            return new RunLimits(null, null, Duration.ZERO);
        }

        /** When a run that began at {@code since} must end, with {@code usedToday} on the clock before it. */
        Moment end(Moment since, Duration usedToday) {
            Moment end = longestOrNull == null ? Moment.NEVER : since.plus(longestOrNull);
            return perDayOrNull == null ? end : end.earlier(since.plus(perDayOrNull.minus(usedToday)));
        }
    }
}
