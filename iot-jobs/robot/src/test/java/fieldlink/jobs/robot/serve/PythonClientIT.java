package fieldlink.jobs.robot.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The other client that robots are driven with: python-socketio 5. */
class PythonClientIT {
    /** The distribution's own, which sees the distribution's packages. */
    private static final String PYTHON = "/usr/bin/python3";

    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    Path directory;

    @BeforeAll
    static void requireTheClient() throws Exception {
        boolean there = Files.isExecutable(Path.of(PYTHON))
                && new ProcessBuilder(PYTHON, "-c", "import socketio, aiohttp")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
        if (Boolean.getBoolean("fieldlink.it.required")) {
            assertThat(there).as("install python3-socketio and python3-aiohttp").isTrue();
        }
        assumeTrue(there, "skipped: install python3-socketio and python3-aiohttp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "upgrade"})
    void drivesARobot(String transport) throws Exception {
        try (RobotServer server = RobotServer.of(
                        RobotConfig.DEFAULT.at("127.0.0.1", 0).in(directory.resolve("storage")))
                .start()) {
            JsonNode seen = Rig.JSON.readTree(run("http://127.0.0.1:" + server.port(), transport));
            assertThat(seen.path("update").path("status").asString()).isEqualTo("success");
            assertThat(seen.path("add").toString())
                    .isEqualTo("{\"status\":\"success\",\"message\":\"执行成功\",\"data\":{\"result\":3}}");
            assertThat(Rig.code(seen.path("wrong"))).isEqualTo("01004");
            assertThat(Rig.result(seen.path("pushed")).asInt()).isEqualTo(200);
            assertThat(seen.path("big").asInt()).isEqualTo(3_000_000);
            assertThat(seen.path("in_order").asBoolean()).isTrue();
            assertThat(seen.path("second").toString()).contains("00001:连接被拒绝");
            assertThat(seen.path("estop").asString()).isEqualTo("success");
            assertThat(Rig.code(seen.path("stopped"))).isEqualTo("03009");
            assertThat(Rig.result(seen.path("again")).asInt()).isEqualTo(3);
        }
    }

    private String run(String url, String transport) throws IOException, InterruptedException {
        Path script = directory.resolve("client.py");
        Files.writeString(script, Zips.resource("python-client.py"));
        Path said = directory.resolve("said");
        Path complaints = directory.resolve("complaints");
        Process client = new ProcessBuilder(List.of(PYTHON, script.toString(), url, transport))
                .redirectOutput(said.toFile())
                .redirectError(complaints.toFile())
                .start();
        if (!client.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            client.destroyForcibly();
        }
        assertThat(client.waitFor()).as(Files.readString(complaints)).isZero();
        return Files.readString(said);
    }
}
