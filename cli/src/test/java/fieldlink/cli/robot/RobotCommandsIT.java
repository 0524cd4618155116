package fieldlink.cli.robot;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.cli.ExitCode;
import fieldlink.cli.Python;
import fieldlink.cli.main.Main;
import fieldlink.jobs.robot.serve.RobotConfig;
import fieldlink.jobs.robot.serve.RobotServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driving commands against a host in this process. */
class RobotCommandsIT {
    @TempDir
    Path directory;

    private RobotServer server;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void interpreter() {
        Python.require();
    }

    @BeforeEach
    void serve() {
        server = RobotServer.of(RobotConfig.DEFAULT.at("127.0.0.1", 0).in(directory.resolve("storage")))
                .start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aProjectIsPushedCalledListedAndTakenBack() throws Exception {
        Path project = Files.createDirectories(directory.resolve("project"));
        Files.writeString(
                project.resolve("main.py"),
                "class Arm:\n    def add(self, a, b): print('adding'); return a + b\narm = Arm()\n");

        assertThat(run("push", project.toString())).isEqualTo(ExitCode.DONE);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("(unpacking the upload)", "(loading version 000002)", "(switching to version 000002)");
        assertThat(run("call", "arm.add", "a=2", "b=3")).isEqualTo(ExitCode.DONE);
        assertThat(run("call", "arm.add", "a=no", "b=thing")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("5", "\"nothing\"");
        assertThat(run("call", "arm.add", "a=2")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("01004");
        assertThat(run("log")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("adding");
        assertThat(run("versions")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("000001", "000002");
        assertThat(run("rollback")).isEqualTo(ExitCode.DONE);
        assertThat(run("call", "robot_controller.get_status")).isEqualTo(ExitCode.DONE);
        assertThat(run("start")).isEqualTo(ExitCode.DONE);
        assertThat(run("stop")).isEqualTo(ExitCode.DONE);
    }

    @Test
    void theEmergencyStopHoldsUntilItIsReset() {
        assertThat(run("estop", "--reason", "test")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("worker dead: true");
        assertThat(run("call", "robot_controller.get_status")).isEqualTo(ExitCode.REFUSED);
        assertThat(run("estop", "--reset")).isEqualTo(ExitCode.DONE);
        assertThat(run("call", "robot_controller.get_status")).isEqualTo(ExitCode.DONE);
    }

    @Test
    void nobodyThereIsSaidPlainly() {
        ExitCode exit = Main.run(
                List.of("robot", "start", "--server", "127.0.0.1:1"),
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
        assertThat(exit).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("fieldlink robot serve");
    }

    private ExitCode run(String... words) {
        List<String> line = new ArrayList<>(List.of("robot"));
        line.addAll(List.of(words));
        line.addAll(List.of("--server", "http://127.0.0.1:" + server.port()));
        return Main.run(
                line,
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
    }
}
