package fieldlink.ble.wire;

/**
 * A line that asks for nothing that can be done. The message is what the client is told, in the first service's words
 * where it had some; the advice is ours.
 */
final class RequestRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String advice;

    RequestRefusal(String message) {
        this(message, "");
    }

    RequestRefusal(String message, String advice) {
        super(message, null, false, false);
        this.advice = advice;
    }

    String advice() {
        return advice;
    }
}
