package fieldlink.jobs.robot;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A connected client as the host sees it. Methods return at once and may be called from any thread. */
public interface RobotClient {
    Account account();

    /** By which a client that comes back is known again; empty when it cannot be. */
    String identity();

    /** Sends an event; nothing when the client reads too slowly. Returns whether it was sent. */
    boolean push(String event, List<JsonNode> arguments);

    /** Ends the connection. */
    void close();
}
