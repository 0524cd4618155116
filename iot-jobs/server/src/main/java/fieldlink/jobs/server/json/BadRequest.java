package fieldlink.jobs.server.json;

/** The caller asked for something that makes no sense; the message tells what. */
public final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadRequest(String message) {
        super(message);
    }
}
