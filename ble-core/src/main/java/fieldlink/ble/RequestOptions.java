package fieldlink.ble;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a request is to be carried out.
 *
 * @param deadline from the call to the answer, waiting included; at its end the request has failed with
 *     {@link BleStatus#TIMED_OUT} and is not begun any more
 * @param cancellation null when the caller never takes the request back
 * @param label what the caller calls the request, shown in the queue's listing; empty for none
 */
public record RequestOptions(
        RequestPriority priority,
        Duration deadline,
        @Nullable Cancellation cancellation,
        String label) {
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Normal priority, ten seconds. */
    public static final RequestOptions DEFAULT =
            new RequestOptions(RequestPriority.NORMAL, Duration.ofSeconds(10), null, "");

    public RequestOptions {
        if (deadline.isNegative() || deadline.isZero() || deadline.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("deadline " + deadline + " is outside 0..24 hours");
        }
    }

    public RequestOptions withPriority(RequestPriority wanted) {
        return new RequestOptions(wanted, deadline, cancellation, label);
    }

    public RequestOptions withDeadline(Duration wanted) {
        return new RequestOptions(priority, wanted, cancellation, label);
    }

    public RequestOptions withCancellation(Cancellation wanted) {
        return new RequestOptions(priority, deadline, wanted, label);
    }

    /** Has something run when the caller takes the request back; close what this returns when the request has ended. */
    public Registration onCancel(Runnable watcher) {
        return cancellation == null ? () -> {} : cancellation.onCancel(watcher);
    }

    public RequestOptions withLabel(String wanted) {
        return new RequestOptions(priority, deadline, cancellation, wanted);
    }
}
