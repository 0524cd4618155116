package fieldlink.ble;

import java.time.Duration;

/**
 * How links are made and kept.
 *
 * @param slots links that an adapter carries at once, until it is learned that it carries fewer
 * @param exclusive whether an adapter's scanner is stopped while a connection is being made
 * @param exclusiveWait how long a connection waits for the scanner to stop before it goes ahead anyway
 * @param connectTimeout for one attempt, service discovery not included
 * @param operationTimeout for service discovery, one read, one write
 * @param idle how long a link that nobody uses stays up
 */
public record LinkSettings(
        int slots,
        boolean exclusive,
        Duration exclusiveWait,
        Duration connectTimeout,
        Duration operationTimeout,
        Duration idle) {
    /** Five slots is what the weakest common adapters have; fifteen seconds is what a connect on a busy bus can take. */
    public static final LinkSettings DEFAULT = new LinkSettings(
            5, true, Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(5));

    public LinkSettings {
        Settings.atLeastOne("slots", slots);
        Settings.positive("exclusiveWait", exclusiveWait);
        Settings.positive("connectTimeout", connectTimeout);
        Settings.positive("operationTimeout", operationTimeout);
        Settings.notNegative("idle", idle);
    }

    public LinkSettings withSlots(int wanted) {
        return new LinkSettings(wanted, exclusive, exclusiveWait, connectTimeout, operationTimeout, idle);
    }

    public LinkSettings withExclusive(boolean wanted) {
        return new LinkSettings(slots, wanted, exclusiveWait, connectTimeout, operationTimeout, idle);
    }

    public LinkSettings withConnectTimeout(Duration wanted) {
        return new LinkSettings(slots, exclusive, exclusiveWait, wanted, operationTimeout, idle);
    }

    public LinkSettings withOperationTimeout(Duration wanted) {
        return new LinkSettings(slots, exclusive, exclusiveWait, connectTimeout, wanted, idle);
    }

    public LinkSettings withIdle(Duration wanted) {
        return new LinkSettings(slots, exclusive, exclusiveWait, connectTimeout, operationTimeout, wanted);
    }
}
