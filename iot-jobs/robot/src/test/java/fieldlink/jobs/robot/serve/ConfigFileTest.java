package fieldlink.jobs.robot.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fieldlink.jobs.robot.Role;
import fieldlink.jobs.robot.rules.ArchiveRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigFileTest {
    @Test
    void theOriginalsFileLoadsAsItIs() {
        RobotConfig config = ConfigFile.parse("config.yaml", """
                websocket:
                  host: "0.0.0.0"
                  port: 8000
                  max_message_size: 104857600
                  security:
                    auth_enabled: false
                    auth_service_url: http://127.0.0.1:3124
                    encryption_enabled: true
                    encryption_key: ROBOT_CONTROL_SYSTEM
                worker:
                  storage_dir: "./storage/projects"
                  max_execution_time: 5
                ipc:
                  command_socket: "ipc:///tmp/robot-control-cmd.ipc"
                  callback_socket: "ipc:///tmp/robot-control-callback.ipc"
                """);
        assertThat(config.address()).isEqualTo("0.0.0.0");
        assertThat(config.wire().maxMessage()).isEqualTo(104_857_600);
        assertThat(config.settings().times().execution()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.storage()).isEqualTo(Path.of("./storage/projects"));
        assertThat(config.archives()).isEqualTo(ArchiveRules.ROOMY);
    }

    @Test
    void whatWasAddedIsRead() {
        RobotConfig config = ConfigFile.parse("robot.yaml", """
                worker:
                  python: [/usr/bin/python3, -X, dev]
                  limits: {memory_mb: 512, processes: 64}
                  wheels: /srv/wheels
                robot:
                  archives: strict
                  keep_versions: 3
                  safe_command: {command: [sh, -c, "echo stop"], timeout_ms: 500}
                  tokens:
                    - {name: ada, role: admin, sha256: %s}
                """.formatted(TokenAccounts.sha256("secret")));
        assertThat(config.python().command()).containsExactly("/usr/bin/python3", "-X", "dev");
        assertThat(config.python().wheels()).contains(Path.of("/srv/wheels"));
        assertThat(config.python().limits().addressSpace()).isEqualTo(512L << 20);
        assertThat(config.safety().command()).containsExactly("sh", "-c", "echo stop");
        assertThat(config.tokens())
                .isEqualTo(List.of(new TokenAccounts.Token("ada", TokenAccounts.sha256("secret"), Role.ADMIN)));
    }

    @Test
    void everyFaultIsToldAtOnceWithItsLine() {
        assertThatThrownBy(() -> ConfigFile.parse(
                        "robot.yaml", "websocket:\n  port: 99999\n  prot: 1\nrobot:\n  original: maybe\nother: 1\n"))
                .hasMessageContaining("robot.yaml:2: websocket.port must be a whole number between 0 and 65535")
                .hasMessageContaining("robot.yaml:3: websocket.prot is not known here")
                .hasMessageContaining("robot.yaml:5: robot.original must be true or false")
                .hasMessageContaining("robot.yaml:6: other is not known here");
        assertThatThrownBy(() -> ConfigFile.parse("robot.yaml", "websocket: [")).hasMessageContaining("not YAML");
    }
}
