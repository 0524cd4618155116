package fieldlink.jobs.robot.serve;

import fieldlink.jobs.robot.RobotSettings;
import fieldlink.jobs.robot.Role;
import fieldlink.jobs.robot.rules.ArchiveRules;
import fieldlink.jobs.robot.worker.PythonSettings;
import fieldlink.jobs.robot.worker.WorkerLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The configuration file: that of the original as it is, and what was added to it. Every fault is told at once, with its
 * line (docs/reference/robot.md).
 */
public final class ConfigFile {
    private ConfigFile() {}

    /**
     * @param name of the file, for complaints
     * @throws IllegalArgumentException with one line per fault
     */
    public static RobotConfig parse(String name, String yaml) {
        List<String> faults = new ArrayList<>();
        RobotConfig config = RobotConfig.DEFAULT;
        Section file = Section.parse(name, yaml, faults);
        try {
            config = read(file);
        } catch (IllegalArgumentException wrong) {
            faults.add(name + ": " + wrong.getMessage());
        }
        file.complainAboutTheRest();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", faults));
        }
        return config;
    }

    private static RobotConfig read(Section file) {
        RobotConfig standard = RobotConfig.DEFAULT;
        Section websocket = file.section("websocket");
        Section worker = file.section("worker");
        // Its sockets have no counterpart: worker and server talk over private pipes.
        Section ipc = file.section("ipc");
        ipc.text("command_socket", "");
        ipc.text("callback_socket", "");
        Section security = websocket.section("security");
        security.flag("auth_enabled", false);
        security.text("auth_service_url", "");
        security.flag("encryption_enabled", true);
        RobotConfig.Wire wire = new RobotConfig.Wire(
                millis(websocket, "ping_interval_ms", standard.wire().pingInterval()),
                millis(websocket, "ping_timeout_ms", standard.wire().pingTimeout()),
                (int) websocket.number("max_message_size", standard.wire().maxMessage(), 1024, 1 << 30),
                security.text("encryption_key", standard.wire().passphrase()),
                websocket.texts("origins", List.of()));
        Section robot = file.section("robot");
        boolean original = robot.flag("original", false);
        Section safety = robot.section("safe_command");
        RobotConfig config = new RobotConfig(
                websocket.text("host", standard.address()),
                (int) websocket.number("port", standard.port(), 0, 65_535),
                wire,
                settings(worker, robot, original),
                Path.of(worker.text("storage_dir", standard.storage().toString())),
                original || robot.text("archives", "roomy").equals("strict")
                        ? ArchiveRules.ORIGINAL
                        : ArchiveRules.ROOMY,
                (int) robot.number("keep_versions", standard.keepVersions(), 2, 10_000),
                python(worker),
                new RobotConfig.Safety(
                        safety.texts("command", List.of()),
                        millis(safety, "timeout_ms", standard.safety().timeout())),
                tokens(robot));
        return config;
    }

    private static RobotSettings settings(Section worker, Section robot, boolean original) {
        RobotSettings standard = RobotSettings.DEFAULT;
        return new RobotSettings(
                times(worker, robot),
                (int) robot.number("max_queued", standard.maxQueued(), 1, 1_000_000),
                original,
                robot.flag("observers_may_stop", standard.observersMayStop()),
                robot.flag("jobs_while_driven", standard.jobsWhileDriven()));
    }

    private static RobotSettings.Times times(Section worker, Section robot) {
        RobotSettings.Times standard = RobotSettings.Times.DEFAULT;
        return new RobotSettings.Times(
                Duration.ofSeconds(
                        worker.number("max_execution_time", standard.execution().toSeconds(), 1, 86_400)),
                millis(robot, "cancel_grace_ms", standard.cancelGrace()),
                millis(robot, "load_timeout_ms", standard.load()),
                millis(robot, "stop_timeout_ms", standard.stop()),
                millis(robot, "emergency_hook_ms", standard.emergencyHook()),
                millis(robot, "dead_man_ms", standard.deadMan()));
    }

    private static PythonSettings python(Section worker) {
        PythonSettings standard = PythonSettings.DEFAULT;
        String wheels = worker.text("wheels", "");
        return new PythonSettings(
                worker.texts("python", standard.command()),
                limits(worker.section("limits")),
                wheels.isEmpty() ? Optional.empty() : Optional.of(Path.of(wheels)),
                millis(worker, "install_timeout_ms", standard.installTimeout()));
    }

    private static WorkerLimits limits(Section limits) {
        return new WorkerLimits(
                limits.number("memory_mb", 0, 0, 1 << 20) << 20,
                limits.number("cpu_seconds", 0, 0, Integer.MAX_VALUE),
                limits.number("open_files", 0, 0, 1 << 20),
                limits.number("processes", 0, 0, 1 << 20));
    }

    private static List<TokenAccounts.Token> tokens(Section robot) {
        List<TokenAccounts.Token> tokens = new ArrayList<>();
        for (Section token : robot.sections("tokens")) {
            String name = token.text("name", "");
            String role = token.text("role", "operator");
            tokens.add(new TokenAccounts.Token(
                    name, token.text("sha256", ""), Role.valueOf(role.toUpperCase(Locale.ROOT))));
        }
        return tokens;
    }

    private static Duration millis(Section section, String key, Duration standard) {
        return Duration.ofMillis(
                section.number(key, standard.toMillis(), 1, Duration.ofDays(1).toMillis()));
    }
}
