package fieldlink.jobs.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Notices that the wall clock was set, by holding it against the time that has gone by. Belongs to one round at a time. */
final class ClockWatch {
    /** Less is what a clock that is being steered gently does, and no lease is about so little. */
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    private final Instant began;
    private final long beganNanos;
    private Instant agreed;
    private long agreedNanos;

    ClockWatch(Instant now, long nanos) {
        began = now;
        beganNanos = nanos;
        agreed = now;
        agreedNanos = nanos;
    }

    /** What the clock would show, had nobody set it since the two last agreed. Empty when nobody did. */
    Optional<Instant> unset(Instant now, long nanos) {
        Instant expected = agreed.plusNanos(nanos - agreedNanos);
        boolean set = Duration.between(expected, now).abs().compareTo(TOLERANCE) > 0;
        return set ? Optional.of(expected) : Optional.empty();
    }

    /** Whatever the clock being set led to is done: from now on it is right. */
    void agree(Instant now, long nanos) {
        agreed = now;
        agreedNanos = nanos;
    }

    /** A time that no clock put forward has a part in: for what must rather be forgotten too late than too early. */
    Instant cautious(Instant now, long nanos) {
        Instant steady = began.plusNanos(nanos - beganNanos);
        return steady.isBefore(now) ? steady : now;
    }
}
