package fieldlink.ble;

import java.io.Serial;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * How a Bluetooth request fails. The status is for programs, the message says what happened to which device, the advice
 * what to do next.
 *
 * <p>The subtypes group the statuses by who can do something about it; catch those, or ask for {@link #status}.
 */
public sealed class BleException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final BleStatus status;
    private final String advice;

    private BleException(BleStatus status, String message, String advice) {
        super(message);
        this.status = status;
        this.advice = advice;
    }

    /** The device is not there, or does not have what was asked for. */
    public static final class NotFound extends BleException {
        private NotFound(BleStatus status, String message, String advice) {
            super(status, message, advice);
        }
    }

    /** The device said no. */
    public static final class Rejected extends BleException {
        private final int attCode;

        private Rejected(BleStatus status, String message, String advice, int attCode) {
            super(status, message, advice);
            this.attCode = attCode;
        }
    }

    /** The link did not come about, or broke. */
    public static final class LinkFailed extends BleException {
        private LinkFailed(BleStatus status, String message, String advice) {
            super(status, message, advice);
        }
    }

    /** The deadline passed. */
    public static final class TimedOut extends BleException {
        private TimedOut(String message, String advice) {
            super(BleStatus.TIMED_OUT, message, advice);
        }
    }

    /** The machine's own radio does not work. */
    public static final class RadioFailed extends BleException {
        private RadioFailed(BleStatus status, String message, String advice) {
            super(status, message, advice);
        }
    }

    /** It was not done because this side would not: full, too old, cancelled, closed, forbidden. */
    public static final class Refused extends BleException {
        private Refused(BleStatus status, String message, String advice) {
            super(status, message, advice);
        }
    }

    /** @param advice what to do next; empty when there is nothing to say */
    public static BleException of(BleStatus status, String message, String advice) {
        return switch (status) {
            case DEVICE_NOT_FOUND, CHARACTERISTIC_NOT_FOUND -> new NotFound(status, message, advice);
            case NOT_SUPPORTED, ATT_ERROR -> new Rejected(status, message, advice, -1);
            case CONNECT_FAILED, LINK_LOST -> new LinkFailed(status, message, advice);
            case TIMED_OUT -> new TimedOut(message, advice);
            case RADIO_UNAVAILABLE, FAILED -> new RadioFailed(status, message, advice);
            case QUEUE_FULL, SLOTS_FULL, TOO_OLD, NOT_PERMITTED, CANCELLED, CLOSED ->
                new Refused(status, message, advice);
        };
    }

    /** The device answered with this ATT error. */
    public static BleException att(int code, String message) {
        if (code < 0 || code > 0xFF) {
            throw new IllegalArgumentException("ATT error code " + code + " is outside 0..255");
        }
        return new Rejected(BleStatus.ATT_ERROR, message, AttError.advice(code), code);
    }

    public BleStatus status() {
        return status;
    }

    /** What to do next; empty when there is nothing to say. */
    public String advice() {
        return advice;
    }

    /** The ATT error code that the device sent, when it sent one. */
    public OptionalInt attCode() {
        return this instanceof Rejected rejected && rejected.attCode >= 0
                ? OptionalInt.of(rejected.attCode)
                : OptionalInt.empty();
    }

    /** Status, message and advice in one line, for people. */
    public String line() {
        String word = status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return word + ": " + getMessage() + (advice.isEmpty() ? "" : " (" + advice + ")");
    }
}
