package fieldlink.cli.gateway;

import fieldlink.cli.Console;
import fieldlink.cli.gateway.config.ConfigPlace;
import fieldlink.cli.gateway.config.GatewayConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** The configuration of the small world to try everything in: loopback only, nothing that needs hardware or root. */
final class SimulatedConfig {
    private static final Ports STANDARD = new Ports(5006, 5007, 8000, 18_520);

    /** @param udp the first of three */
    private record Ports(int jobs, int health, int robot, int udp) {}

    private SimulatedConfig() {}

    /** @param firstPort of six in a row: dashboard, health, robot host, and three UDP ports of the greenhouse */
    static GatewayConfig read(Optional<Integer> firstPort, Console console) {
        Ports ports = firstPort
                .map(first -> new Ports(first, first + 1, first + 2, first + 3))
                .orElse(STANDARD);
        String text = resource()
                .replace("${jobs}", Integer.toString(ports.jobs()))
                .replace("${health}", Integer.toString(ports.health()))
                .replace("${robot}", Integer.toString(ports.robot()))
                .replace("${udp}", Integer.toString(ports.udp()));
        return ConfigPlace.parse(text, Path.of("simulated.yaml"), console)
                .config()
                .orElseThrow(() -> new IllegalStateException("the simulated world's own configuration is wrong"));
    }

    private static String resource() {
        try (InputStream in = SimulatedConfig.class.getResourceAsStream("simulated.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
