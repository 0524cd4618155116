package fieldlink.ble.ipc;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a daemon listens.
 *
 * @param endpoints where, and who may come in there
 * @param exclusiveControl as the session was told; only shown
 */
public record DaemonSettings(
        Map<Endpoint, Access> endpoints, Limits limits, Retention retention, boolean exclusiveControl) {
    public DaemonSettings {
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("a daemon needs a socket to listen on");
        }
        endpoints = Collections.unmodifiableMap(new LinkedHashMap<>(endpoints));
        endpoints.forEach((endpoint, access) -> {
            boolean open = endpoint instanceof Endpoint.Tcp && access.token() == null;
            if (open && !((Endpoint.Tcp) endpoint).isLoopback()) {
                throw new IllegalArgumentException(
                        endpoint + " can be reached from other machines; set a token for it, or bind to 127.0.0.1");
            }
        });
    }

    public static DaemonSettings at(Endpoint endpoint, Access access) {
        return new DaemonSettings(Map.of(endpoint, access), Limits.DEFAULT, Retention.DEFAULT, true);
    }

    public DaemonSettings withLimits(Limits wanted) {
        return new DaemonSettings(endpoints, wanted, retention, exclusiveControl);
    }

    public DaemonSettings withRetention(Retention wanted) {
        return new DaemonSettings(endpoints, limits, wanted, exclusiveControl);
    }

    /**
     * What one client may take.
     *
     * @param clients connections at once; the next is told so and closed
     * @param requests requests of one connection that have not ended
     * @param subscriptions notifications of one connection
     * @param unread bytes that a client leaves unread before it is cut off
     */
    public record Limits(int clients, int requests, int subscriptions, int unread) {
        public static final Limits DEFAULT = new Limits(256, 256, 64, 1 << 20);
    }

    /** For how long, and for how many requests, the outcome can be asked for. */
    public record Retention(int results, Duration age) {
        public static final Retention DEFAULT = new Retention(1000, Duration.ofMinutes(10));
    }
}
