package fieldlink.ble.radio;

import fieldlink.ble.DeviceAddress;
import fieldlink.ble.RequestPriority;
import java.time.Duration;

/**
 * One thing a client wants done with a device.
 *
 * @param number in the order of arrival, never used twice
 * @param onLink the generation of the link that it must use, or 0 for any
 */
public record Request(long number, String client, DeviceAddress device, Operation operation, Terms terms, long onLink) {
    /**
     * @param createdAt and {@code dueAt}: steady time
     * @param dueAt when the caller is told that it timed out
     */
    public record Terms(RequestPriority priority, String label, Duration createdAt, Duration dueAt) {}

    boolean isDue(Duration now) {
        return now.compareTo(terms.dueAt()) >= 0;
    }

    Duration age(Duration now) {
        return now.minus(terms.createdAt());
    }
}
