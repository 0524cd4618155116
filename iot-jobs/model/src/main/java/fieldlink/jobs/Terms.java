package fieldlink.jobs;

import java.time.Duration;

/**
 * The rules that one job is handled by.
 *
 * @param lease how long a device may stay silent before its job counts as lost
 * @param limit how long a job may run in all, however often the device says that it is still busy
 */
public record Terms(Delivery delivery, Lane lane, Window window, Retry retry, Duration lease, Duration limit) {
    /** Outlasts a device that thinks for two minutes and sends no sign of life meanwhile. */
    public static final Duration DEFAULT_LEASE = Duration.ofMinutes(5);

    public static final Duration DEFAULT_LIMIT = Duration.ofHours(24);

    public Terms {
        if (lease.isNegative() || lease.isZero() || limit.compareTo(lease) < 0) {
            throw new IllegalArgumentException("a lease of " + lease + " within a limit of " + limit + " is none");
        }
        if (delivery == Delivery.AT_MOST_ONCE && retry.attempts() > 1) {
            throw new IllegalArgumentException(
                    "a job that is delivered at most once cannot be tried " + retry.attempts() + " times");
        }
    }

    public static Terms standard(Delivery delivery) {
        Retry retry = delivery == Delivery.AT_MOST_ONCE ? Retry.NEVER : Retry.times(3);
        return new Terms(delivery, Lane.NORMAL, Window.ANY_TIME, retry, DEFAULT_LEASE, DEFAULT_LIMIT);
    }

    public Terms in(Lane newLane) {
        return new Terms(delivery, newLane, window, retry, lease, limit);
    }

    public Terms within(Window newWindow) {
        return new Terms(delivery, lane, newWindow, retry, lease, limit);
    }

    public Terms retrying(Retry newRetry) {
        return new Terms(delivery, lane, window, newRetry, lease, limit);
    }

    public Terms leased(Duration newLease) {
        return new Terms(delivery, lane, window, retry, newLease, limit.compareTo(newLease) < 0 ? newLease : limit);
    }
}
