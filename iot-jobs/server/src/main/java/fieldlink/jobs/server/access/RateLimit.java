package fieldlink.jobs.server.access;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How often one client may ask. Each has a bucket that fills up steadily and is emptied by its requests, so that a burst
 * after a rest is served and a flood is not.
 */
public final class RateLimit {
    /** How many seconds' worth a full bucket holds. */
    private static final int BURST_SECONDS = 10;

    private static final int MOST_CLIENTS = 20_000;

    private final double perNano;
    private final double full;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    private final class Bucket {
        private double left = full;
        private long at;

        Bucket(long nanos) {
            at = nanos;
        }

        /** @return how many nanoseconds are missing until it may be served; 0 when it is served now */
        synchronized long take(long nanos) {
            fill(nanos);
            if (left < 1) {
                return (long) Math.ceil((1 - left) / perNano);
            }
            left--;
            return 0;
        }

        synchronized boolean isFull(long nanos) {
            fill(nanos);
            return left >= full;
        }

        private void fill(long nanos) {
            left = Math.min(full, left + Math.max(0, nanos - at) * perNano);
            at = nanos;
        }
    }

    /** @param perSecond in the long run; 0 for no limit */
    public RateLimit(int perSecond) {
        perNano = perSecond / (double) TimeUnit.SECONDS.toNanos(1);
        full = (double) perSecond * BURST_SECONDS;
    }

    /**
     * Counts one request.
     *
     * @param nanos of a clock that does not jump
     * @return how long the client has to wait; empty when the request may be served
     */
    public Optional<Duration> pause(String client, long nanos) {
        if (full == 0) {
            return Optional.empty();
        }
        if (buckets.size() >= MOST_CLIENTS) {
            // A full bucket is as good as none.
            buckets.values().removeIf(bucket -> bucket.isFull(nanos));
        }
        long missing = buckets.computeIfAbsent(client, key -> new Bucket(nanos)).take(nanos);
        return missing == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(missing));
    }

    int size() {
        return buckets.size();
    }
}
