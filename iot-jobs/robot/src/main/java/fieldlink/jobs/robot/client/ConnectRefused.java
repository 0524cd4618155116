package fieldlink.jobs.robot.client;

/** The server understood, and said no. The message is the server's own. */
public final class ConnectRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConnectRefused(String message) {
        super(message);
    }
}
