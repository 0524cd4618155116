package fieldlink.jobs.robot.engineio;

import java.util.Map;
import java.util.Optional;

/**
 * The HTTP request that opened a session, as far as an application may want to know it.
 *
 * @param remote address of the other side, for logs
 * @param query parameters; the first value of each
 * @param authorization the header of that name
 */
public record Handshake(String remote, Map<String, String> query, Optional<String> authorization) {
    public Handshake {
        query = Map.copyOf(query);
    }
}
