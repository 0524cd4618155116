package fieldlink.ccm.actuator;

import java.time.Duration;

/**
 * How a motor without feedback turns time into position.
 *
 * @param opening from fully closed to fully open
 * @param closing from fully open to fully closed; gravity often makes it shorter
 * @param startDelay from the ON packet to the first movement
 * @param overrun extra share of a full travel at the end points, so that the end switch is really reached
 * @param guard the longest continuous run in one direction, in full travels of that direction
 */
public record Travel(Duration opening, Duration closing, Duration startDelay, double overrun, double guard) {
    /** What starting and stopping once may cost in accuracy, as running time. */
    private static final Duration STEP_ERROR = Duration.ofMillis(200);

    public Travel {
        requirePositive("opening time", opening);
        requirePositive("closing time", closing);
        if (startDelay.isNegative()) {
            throw new IllegalArgumentException("start delay " + startDelay + " is negative");
        }
        if (!(overrun >= 0) || !(guard >= 1 + overrun)) {
            throw new IllegalArgumentException("guard " + guard + " must be at least 1 + overrun " + overrun);
        }
    }

    public Duration time(Direction direction) {
        return direction == Direction.OPEN ? opening : closing;
    }

    /** From any position to the end point, whatever the position was. */
    public Duration fullRun(Direction direction) {
        return startDelay.plus(share(direction, 1 + overrun));
    }

    /** From one position to another; to an end point the overrun is added. */
    public Duration run(double from, double to) {
        Direction direction = Direction.from(from, to);
        double extra = to == direction.endpoint() ? overrun : 0;
        return startDelay.plus(share(direction, Math.abs(to - from) / 100 + extra));
    }

    /** Where a motor is that was at {@code from} when its ON packet left, {@code running} ago. */
    public double after(double from, Direction direction, Duration running) {
        double moved = Math.max(0, way(direction, running.minus(startDelay)));
        double percent = direction == Direction.OPEN ? from + moved : from - moved;
        return Math.max(0, Math.min(100, percent));
    }

    /** The longest continuous run in one direction. */
    public Duration guardTime(Direction direction) {
        return share(direction, guard);
    }

    /** How much one start and stop may add to the error of the estimate, in percent. */
    public double stepError(Direction direction) {
        return way(direction, STEP_ERROR);
    }

    /** How far it gets in a time, in percent. */
    double way(Direction direction, Duration running) {
        return seconds(running) / seconds(time(direction)) * 100;
    }

    private Duration share(Direction direction, double ofFullTravel) {
        return Duration.ofNanos(Math.round(time(direction).toNanos() * ofFullTravel));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static void requirePositive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + " " + duration + " must be positive");
        }
    }
}
