package fieldlink.jobs.robot.rules;

import java.time.Duration;
import java.time.Instant;

/**
 * How long to wait before a worker that died is started again: not at all the first time, then twice as long each time,
 * until one has lived for a while.
 *
 * @param crashes in a row
 */
public record Backoff(int crashes, Instant startedAt) {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration STABLE = Duration.ofSeconds(30);
    private static final int DOUBLINGS = 6;

    public static Backoff started(Instant now) {
        return new Backoff(0, now);
    }

    public Backoff restarted(Instant now) {
        return new Backoff(crashes, now);
    }

    public Backoff crashed(Instant now) {
        boolean livedLong = Duration.between(startedAt, now).compareTo(STABLE) >= 0;
        return new Backoff(livedLong ? 1 : crashes + 1, startedAt);
    }

    public Duration delay() {
        if (crashes <= 1) {
            return Duration.ZERO;
        }
        Duration doubled = FIRST.multipliedBy(1L << Math.min(DOUBLINGS, crashes - 2));
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
}
