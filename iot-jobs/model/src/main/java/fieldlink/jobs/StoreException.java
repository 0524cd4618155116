package fieldlink.jobs;

/** The store could not do what it was asked; nothing of that unit of work took hold. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public enum Status {
        /** Somebody else changed the same thing first: look again. */
        CONFLICT("somebody else changed the same thing first"),
        /** The disk is full or cannot be written. */
        NO_SPACE("the disk is full, or cannot be written"),
        /** The database does not answer; worth trying later. */
        UNAVAILABLE("the store does not answer"),
        /** The file is damaged: restore it from a backup. */
        DAMAGED("the store is damaged"),
        CLOSED("the queue is closed");

        private final String reason;

        Status(String reason) {
            this.reason = reason;
        }

        /** In words that may be told to anybody. */
        public String reason() {
            return reason;
        }
    }

    private final Status status;

    public StoreException(Status status, String message) {
        super(message);
        this.status = status;
    }

    public StoreException(Status status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    public Status status() {
        return status;
    }
}
