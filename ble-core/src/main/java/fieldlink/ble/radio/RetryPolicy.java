package fieldlink.ble.radio;

import fieldlink.ble.RadioFault;
import java.time.Duration;
import java.util.Optional;

/** How often and after which pause a failed call is tried again, by the class of its fault. */
final class RetryPolicy {
    /** Tries that count; after the last the request fails. */
    static final int ATTEMPTS = 4;

    /** Tries of faults that pass by themselves; they only end a request that would otherwise spin. */
    static final int TRANSIENT_ATTEMPTS = 9;

    private static final int BUSY_ATTEMPTS = 100;

    private RetryPolicy() {}

    /**
     * @param failures connects that failed in a row, this one included
     * @return the pause before the next connect; empty when the waiting requests must be told
     */
    static Optional<Duration> afterConnect(RadioFault fault, int failures) {
        return switch (fault) {
            case CONNECT_ABORTED, FAILED, TIMED_OUT, LINK_LOST, NOT_CONNECTED, CANCELLED, UNKNOWN_ATTRIBUTE, ATT ->
                within(ATTEMPTS, failures, backOff(failures));
            case IN_PROGRESS -> within(TRANSIENT_ATTEMPTS, failures, Duration.ofMillis(250));
            // The device has to be heard again before the next try; that is the real pause.
            case UNKNOWN_DEVICE -> within(TRANSIENT_ATTEMPTS, failures, Duration.ofMillis(250));
            case NO_SLOT -> within(TRANSIENT_ATTEMPTS, failures, Duration.ofSeconds(4));
            // Waiting for the adapter is bounded by the request's deadline.
            case NOT_READY, SERVICE_DOWN -> Optional.of(Duration.ofSeconds(1));
            case NOT_SUPPORTED, NOT_PERMITTED, TOO_LONG -> Optional.empty();
        };
    }

    /** The pause before an operation that the stack was too busy for; empty when that went on for too long. */
    static Optional<Duration> afterBusy(int failures) {
        return within(BUSY_ATTEMPTS, failures, Duration.ofMillis(Math.min(100, 10L * failures)));
    }

    /** The pause before a declared subscription tries the device again, when nobody else wants it. */
    static Duration betweenRestores(int failures) {
        return Duration.ofSeconds(Math.min(60, 1L << Math.min(failures, 6)));
    }

    private static Duration backOff(int failures) {
        return Duration.ofMillis(Math.min(1000, 125L << Math.min(failures, 3)));
    }

    private static Optional<Duration> within(int limit, int failures, Duration pause) {
        return failures < limit ? Optional.of(pause) : Optional.empty();
    }
}
