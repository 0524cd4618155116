package fieldlink.jobs.agent;

import fieldlink.jobs.DeviceId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Who a device is and whom it works for.
 *
 * @param server the job server's address, with a path prefix if it is behind one
 * @param token the device's credential; absent on a server that is open to everyone
 * @param outbox a folder for results that are not delivered yet; one per device
 * @param description shown to operators: name, place, whatever helps
 */
public record AgentSettings(
        URI server, DeviceId device, Optional<String> token, Path outbox, Map<String, String> description, Pace pace) {
    public AgentSettings {
        if (!"http".equals(server.getScheme()) && !"https".equals(server.getScheme())) {
            throw new IllegalArgumentException("'" + server + "' is no address of a job server; it needs http(s)://");
        }
        description = Map.copyOf(description);
    }

    public static AgentSettings of(URI server, DeviceId device, Path outbox) {
        return new AgentSettings(server, device, Optional.empty(), outbox, Map.of(), Pace.DEFAULT);
    }

    public AgentSettings withToken(String deviceToken) {
        return new AgentSettings(server, device, Optional.of(deviceToken), outbox, description, pace);
    }

    public AgentSettings withPace(Pace newPace) {
        return new AgentSettings(server, device, token, outbox, description, newPace);
    }

    URI api(String path) {
        String root = server.toString();
        return URI.create((root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + "/api/" + path);
    }

    /** The token stays out of logs. */
    @Override
    public String toString() {
        return device + " at " + server;
    }

    /**
     * How patient a device is.
     *
     * @param poll how long the server may hold an empty poll
     * @param answer how long any other answer may take
     * @param shortestPause after the first failure to reach the server
     * @param longestPause after many of them
     */
    public record Pace(Duration poll, Duration answer, Duration shortestPause, Duration longestPause) {
        public static final Pace DEFAULT =
                new Pace(Duration.ofSeconds(25), Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofMinutes(1));
    }
}
