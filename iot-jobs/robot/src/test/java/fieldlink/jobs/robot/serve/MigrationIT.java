package fieldlink.jobs.robot.serve;

import static fieldlink.jobs.robot.serve.Rig.code;
import static fieldlink.jobs.robot.serve.Rig.result;
import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.robot.serve.Rig.User;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that is started on what the original left behind. */
class MigrationIT {
    @TempDir
    Path directory;

    @Test
    void theProjectInForceStaysSoAndBecomesAVersion() throws Exception {
        Path storage = directory.resolve("projects");
        Path current = Files.createDirectories(storage.resolve("current"));
        Files.writeString(current.resolve("main.py"), """
                class Ctl:
                    def ping(self): return "as before"
                ctl = Ctl()
                """);
        RobotConfig config = ConfigFile.parse("config.yaml", """
                websocket: {host: 0.0.0.0, port: 8000, max_message_size: 104857600}
                worker: {storage_dir: %s, max_execution_time: 300}
                ipc:
                  command_socket: ipc:///tmp/robot-control-cmd.ipc
                  callback_socket: ipc:///tmp/robot-control-callback.ipc
                """.formatted(storage));
        try (Rig rig = new Rig(config.asOriginal())) {
            User user = rig.join();
            assertThat(result(user.call("ping", "{}")).asString()).isEqualTo("as before");
            assertThat(code(user.upload(Zips.testProject()))).isEqualTo("ok");
            assertThat(result(user.call("ping", "{}")).asInt()).isEqualTo(1);
            assertThat(code(user.ask("rollback", "{}"))).isEqualTo("ok");
            assertThat(result(user.call("ping", "{}")).asString()).isEqualTo("as before");
        }
    }
}
