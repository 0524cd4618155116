package fieldlink.ccm.udp;

/** The network cannot be opened. Once it is open, its coming and going is no exception. */
public final class UdpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is in the way. */
    public enum Status {
        NO_SUCH_NETWORK,
        PORT_TAKEN,
        FAILED
    }

    private final Status status;

    UdpException(Status status, String message) {
        super(message);
        this.status = status;
    }

    UdpException(Status status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    public Status status() {
        return status;
    }
}
