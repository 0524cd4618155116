package fieldlink.ble.ipc;

/** The daemon cannot listen, or cannot be reached; the message says why and what to do. */
public final class DaemonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is the matter. */
    public enum Status {
        /** Another daemon answers there. */
        IN_USE,
        /** The place cannot be listened on: no such directory, no right, no such group. */
        CANNOT_LISTEN,
        /** Nobody answers. */
        UNREACHABLE,
        /** It answered with something that is not its protocol, or refused the token. */
        REFUSED
    }

    private final Status status;

    public DaemonException(Status status, String message) {
        super(message);
        this.status = status;
    }

    public DaemonException(Status status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    public Status status() {
        return status;
    }
}
