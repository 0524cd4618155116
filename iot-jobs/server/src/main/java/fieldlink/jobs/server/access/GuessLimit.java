package fieldlink.jobs.server.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How often somebody may try a password: so many failures in a while, by where they come from. */
final class GuessLimit {
    private static final int MOST_FAILURES = 10;
    private static final Duration WHILE = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10_000;

    private final Map<String, Failures> byAddress = new ConcurrentHashMap<>();

    private record Failures(int count, Instant since) {
        boolean isOld(Instant now) {
            return !now.isBefore(since.plus(WHILE));
        }
    }

    /** How long to wait before the next try; empty when it may be made now. */
    Optional<Duration> pause(String address, Instant now) {
        return Optional.ofNullable(byAddress.get(address))
                .filter(failures -> failures.count() >= MOST_FAILURES && !failures.isOld(now))
                .map(failures -> Duration.between(now, failures.since().plus(WHILE)));
    }

    void failed(String address, Instant now) {
        if (byAddress.size() >= MOST_ADDRESSES) {
            byAddress.values().removeIf(failures -> failures.isOld(now));
        }
        byAddress.merge(
                address,
                new Failures(1, now),
                (before, one) -> before.isOld(now) ? one : new Failures(before.count() + 1, before.since()));
    }

    void succeeded(String address) {
        byAddress.remove(address);
    }
}
