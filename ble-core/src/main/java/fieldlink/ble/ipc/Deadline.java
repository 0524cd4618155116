package fieldlink.ble.ipc;

import fieldlink.ble.BleException;
import fieldlink.ble.BleStatus;
import fieldlink.ble.Cancellation;
import fieldlink.ble.Registration;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.wire.Urgency;
import java.time.Duration;

/** One deadline over all the steps of a request: each step gets what the ones before it left. */
final class Deadline {
    private final Urgency urgency;
    private final Cancellation cancellation;
    private final String label;
    private final long startNanos = System.nanoTime();

    Deadline(Urgency urgency, Cancellation cancellation, String label) {
        this.urgency = urgency;
        this.cancellation = cancellation;
        this.label = label;
    }

    /** @throws BleException when the time is up */
    RequestOptions options() {
        return new RequestOptions(urgency.priority(), left(), cancellation, label);
    }

    Duration left() {
        Duration left = urgency.timeout().minusNanos(System.nanoTime() - startNanos);
        if (left.isNegative() || left.isZero()) {
            throw timedOut("the time was up before the last step of the request");
        }
        return left;
    }

    Registration onCancel(Runnable watcher) {
        return cancellation.onCancel(watcher);
    }

    static BleException timedOut(String message) {
        return BleException.of(BleStatus.TIMED_OUT, message, "give it a longer timeout");
    }
}
