package fieldlink.ble.wire;

import fieldlink.ble.RequestPriority;
import java.time.Duration;

/**
 * How urgent a request is and how long its sender waits for the answer.
 *
 * @param timeout zero for one that has timed out before it began, as the protocol allows
 */
public record Urgency(RequestPriority priority, Duration timeout) {
    /** As far as the queue looks ahead; a longer wait is cut down to it. */
    static final int LONGEST_SECONDS = 86_400;

    public static final Urgency DEFAULT = new Urgency(RequestPriority.NORMAL, Duration.ofSeconds(10));

    public Urgency {
        if (timeout.isNegative() || timeout.compareTo(Duration.ofSeconds(LONGEST_SECONDS)) > 0) {
            throw new IllegalArgumentException("timeout " + timeout + " is outside 0..24 hours");
        }
    }

    public boolean isOver() {
        return timeout.isZero();
    }
}
