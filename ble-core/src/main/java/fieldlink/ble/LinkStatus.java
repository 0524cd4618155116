package fieldlink.ble;

import java.time.Duration;
import java.util.List;

/**
 * One link, made or being made.
 *
 * @param clients who borrows it or subscribes over it; empty for a link that only idles
 * @param adopted found when the service started, not made by it
 */
public record LinkStatus(
        LinkKey link, Phase phase, List<String> clients, Duration age, Duration idle, boolean adopted) {
    public LinkStatus {
        clients = List.copyOf(clients);
    }

    /** Where a link is in its life. */
    public enum Phase {
        CONNECTING,
        DISCOVERING,
        READY,
        CLOSING
    }
}
