package fieldlink.ccm.actuator;

import java.time.Duration;

/**
 * A point on the steady clock, which never jumps: motors are timed on it, whatever the wall clock does. Only the distance
 * between two moments of the same process means anything.
 */
public record Moment(long nanos) implements Comparable<Moment> {
    public static final Moment START = new Moment(0);
    /** Later than every other moment. */
    public static final Moment NEVER = new Moment(Long.MAX_VALUE);

    public Moment plus(Duration duration) {
        return this.equals(NEVER) ? NEVER : new Moment(Math.addExact(nanos, duration.toNanos()));
    }

    public Moment minus(Duration duration) {
        return plus(duration.negated());
    }

    /** How long from here to {@code later}; negative when that is in the past. */
    public Duration until(Moment later) {
        return Duration.ofNanos(later.nanos - nanos);
    }

    public boolean isBefore(Moment other) {
        return nanos < other.nanos;
    }

    public boolean isAfter(Moment other) {
        return nanos > other.nanos;
    }

    public Moment earlier(Moment other) {
        return isAfter(other) ? other : this;
    }

    public Moment later(Moment other) {
        return isBefore(other) ? other : this;
    }

    @Override
    public int compareTo(Moment other) {
        return Long.compare(nanos, other.nanos);
    }
}
