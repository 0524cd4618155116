package fieldlink.jobs.robot.serve;

import fieldlink.jobs.robot.RobotSettings;
import fieldlink.jobs.robot.rules.ArchiveRules;
import fieldlink.jobs.robot.worker.PythonSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * All that a robot server is told.
 *
 * @param address and {@code port} to listen on; port zero for any
 * @param settings of the host
 * @param storage where projects, their versions and the audit log are kept
 * @param python what runs projects in Python
 */
public record RobotConfig(
        String address,
        int port,
        Wire wire,
        RobotSettings settings,
        Path storage,
        ArchiveRules archives,
        int keepVersions,
        PythonSettings python,
        Safety safety,
        List<TokenAccounts.Token> tokens) {
    /** Loopback only, the port and the sizes of the original, and room for real projects. */
    public static final RobotConfig DEFAULT = new RobotConfig(
            "127.0.0.1",
            8000,
            Wire.DEFAULT,
            RobotSettings.DEFAULT,
            Path.of("./storage/projects"),
            ArchiveRules.ROOMY,
            5,
            PythonSettings.DEFAULT,
            Safety.NONE,
            List.of());

    public RobotConfig {
        tokens = List.copyOf(tokens);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be between 0 and 65535, not " + port);
        }
    }

    /**
     * What clients see of the connection.
     *
     * @param maxMessage the largest message either way, in bytes
     * @param passphrase of the newer frontend's encryption
     * @param origins of web pages that may connect; empty for all
     */
    public record Wire(
            Duration pingInterval, Duration pingTimeout, int maxMessage, String passphrase, List<String> origins) {
        static final Wire DEFAULT =
                new Wire(Duration.ofSeconds(25), Duration.ofSeconds(20), 100 << 20, "ROBOT_CONTROL_SYSTEM", List.of());

        public Wire {
            origins = List.copyOf(origins);
        }
    }

    /** @param command brings the machine to rest without Python; empty for none */
    public record Safety(List<String> command, Duration timeout) {
        static final Safety NONE = new Safety(List.of(), Duration.ofSeconds(2));

        public Safety {
            command = List.copyOf(command);
        }
    }

    public RobotConfig at(String newAddress, int newPort) {
        return new RobotConfig(
                newAddress, newPort, wire, settings, storage, archives, keepVersions, python, safety, tokens);
    }

    public RobotConfig in(Path newStorage) {
        return new RobotConfig(
                address, port, wire, settings, newStorage, archives, keepVersions, python, safety, tokens);
    }

    public RobotConfig with(RobotSettings newSettings) {
        return new RobotConfig(
                address, port, wire, newSettings, storage, archives, keepVersions, python, safety, tokens);
    }

    public RobotConfig with(ArchiveRules newArchives) {
        return new RobotConfig(
                address, port, wire, settings, storage, newArchives, keepVersions, python, safety, tokens);
    }

    public RobotConfig with(Wire newWire) {
        return new RobotConfig(
                address, port, newWire, settings, storage, archives, keepVersions, python, safety, tokens);
    }

    public RobotConfig with(PythonSettings newPython) {
        return new RobotConfig(
                address, port, wire, settings, storage, archives, keepVersions, newPython, safety, tokens);
    }

    public RobotConfig with(Safety newSafety) {
        return new RobotConfig(
                address, port, wire, settings, storage, archives, keepVersions, python, newSafety, tokens);
    }

    public RobotConfig withTokens(List<TokenAccounts.Token> newTokens) {
        return new RobotConfig(
                address, port, wire, settings, storage, archives, keepVersions, python, safety, newTokens);
    }

    /** The original's archive limits, early acknowledgements and error codes. */
    public RobotConfig asOriginal() {
        return with(ArchiveRules.ORIGINAL).with(settings.asOriginal(true));
    }
}
