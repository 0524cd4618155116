package fieldlink.jobs;

import java.time.Duration;

/** How long settled jobs are remembered: at most so many, at most so old. */
public record Retention(int jobs, Duration age) {
    public static final Retention DEFAULT = new Retention(100_000, Duration.ofDays(30));

    public Retention {
        if (jobs < 0 || age.isNegative() || age.isZero()) {
            throw new IllegalArgumentException("cannot remember " + jobs + " jobs for " + age);
        }
    }
}
