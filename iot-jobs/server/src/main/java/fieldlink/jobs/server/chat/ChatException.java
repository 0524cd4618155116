package fieldlink.jobs.server.chat;

import java.io.Serial;

/** Why the language model did not answer. The message is for the person who asked. */
public final class ChatException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Who can do something about it. */
    public enum Status {
        /** No key is set: the operator sets one. */
        NOT_CONFIGURED,
        /** The service does not take our key or our request. */
        REFUSED,
        /** Too much was asked of the service: later is better. */
        BUSY,
        UNREACHABLE,
        TIMED_OUT,
        /** The service answered with what its protocol does not allow. */
        GARBLED
    }

    private final Status status;

    public ChatException(Status status, String message) {
        super(message);
        this.status = status;
    }

    public ChatException(Status status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    public Status status() {
        return status;
    }
}
