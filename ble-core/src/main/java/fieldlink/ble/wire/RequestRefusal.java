package fieldlink.ble.wire;

/** A line that asks for nothing that can be done; the message is what the client is told. */
final class RequestRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RequestRefusal(String message) {
        super(message, null, false, false);
    }
}
