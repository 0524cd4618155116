package fieldlink.ble;

import java.time.Duration;

/**
 * Limits of the request queue.
 *
 * @param skipOld whether a request that waited longer than {@code maxAge} is refused instead of run
 * @param capacity waiting requests of all clients; the next is refused
 * @param perClient waiting requests of one client; the next is refused
 * @param agingStep after every such time of waiting a request counts as one priority more urgent
 */
public record QueueSettings(boolean skipOld, Duration maxAge, int capacity, int perClient, Duration agingStep) {
    public static final QueueSettings DEFAULT =
            new QueueSettings(true, Duration.ofSeconds(30), 512, 256, Duration.ofSeconds(4));

    public QueueSettings {
        Settings.positive("maxAge", maxAge);
        Settings.positive("agingStep", agingStep);
        Settings.atLeastOne("capacity", capacity);
        Settings.atLeastOne("perClient", perClient);
    }

    public QueueSettings withAge(boolean skip, Duration limit) {
        return new QueueSettings(skip, limit, capacity, perClient, agingStep);
    }
}
