package fieldlink.jobs;

import java.time.Duration;

/**
 * How often a job is tried, and how long it rests in between: the pause doubles with every failure up to the longest.
 *
 * @param attempts in all, the first included
 */
public record Retry(int attempts, Duration pause, Duration longestPause) {
    public static final Retry NEVER = new Retry(1, Duration.ofSeconds(5), Duration.ofMinutes(10));
    private static final int MOST_DOUBLINGS = 30;

    public Retry {
        if (attempts < 1 || attempts > 100) {
            throw new IllegalArgumentException("a job is tried 1 to 100 times, not " + attempts);
        }
        if (pause.isNegative() || longestPause.compareTo(pause) < 0) {
            throw new IllegalArgumentException("a pause of " + pause + " to " + longestPause + " is none");
        }
    }

    public static Retry times(int attempts) {
        return new Retry(attempts, NEVER.pause(), NEVER.longestPause());
    }

    /** The rest after the given number of failed attempts, from 1. */
    public Duration pauseAfter(int failedAttempts) {
        int doublings = Math.min(Math.max(failedAttempts - 1, 0), MOST_DOUBLINGS);
        if (pause.compareTo(longestPause.dividedBy(1L << doublings)) > 0) {
            return longestPause;
        }
        return pause.multipliedBy(1L << doublings);
    }
}
