package fieldlink.jobs.robot.serve;

import static fieldlink.jobs.robot.serve.Rig.code;
import static fieldlink.jobs.robot.serve.Rig.lives;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fieldlink.jobs.robot.RobotSettings;
import fieldlink.jobs.robot.Role;
import fieldlink.jobs.robot.serve.Rig.User;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The button works whatever the project is doing, stays pressed, and ends in the safe command. */
class EmergencyStopIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path storage;

    private String project() {
        return """
                import os, signal, subprocess, time
                class C:
                    def pid(self): return os.getpid()
                    def ping(self): return 1
                    def sleep(self):
                        open('BEGUN', 'w').close()
                        time.sleep(600)
                    def spin(self):
                        while True: pass
                    def stubborn(self):
                        while True:
                            try:
                                while True: pass
                            except BaseException: pass
                    def frozen(self): os.kill(os.getpid(), signal.SIGSTOP)
                    def daemon(self):
                        child = subprocess.Popen(['sh', '-c', 'setsid sleep 600 & echo $!'], stdout=subprocess.PIPE)
                        return int(child.stdout.readline())
                    def stop(self): open('MARK', 'w').close()
                ctl = C()
                """.replace("MARK", storage.resolve("hook").toString())
                .replace("BEGUN", storage.resolve("begun").toString());
    }

    private Rig rig() throws Exception {
        Rig rig = new Rig(RobotConfig.DEFAULT
                .in(storage)
                .with(new RobotConfig.Safety(
                        List.of("touch", storage.resolve("safe").toString()), Duration.ofSeconds(5))));
        return rig;
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleep", "spin", "stubborn"})
    void anyClientStopsWhateverRuns(String method) throws Exception {
        try (Rig rig = rig()) {
            User operator = rig.join();
            operator.upload(Zips.python(project()));
            int pid = operator.workerPid();
            CompletableFuture<JsonNode> running = operator.later(method, "{}");
            CompletableFuture<JsonNode> waiting = operator.later("ping", "{}");
            User watcher = rig.join("{\"role\":\"observer\"}");
            watcher.ask("status", "{}");

            JsonNode report = watcher.ask("estop", "{\"reason\":\"smoke\"}").path("data");

            assertThat(report.path("hook").asString()).isEqualTo("done");
            assertThat(report.path("worker_dead").asBoolean()).isTrue();
            assertThat(report.path("safe_command_exit").asInt(-1)).isZero();
            assertThat(storage.resolve("hook")).exists();
            assertThat(storage.resolve("safe")).exists();
            assertThat(lives(pid)).isFalse();
            assertThat(code(running.get())).isEqualTo("03009");
            assertThat(code(waiting.get())).isEqualTo("03009");
            await().atMost(SOON).until(() -> operator.named("estop").size() == 1);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(Files.readString(storage.resolve("audit.jsonl")))
                            .containsPattern(
                                    "\"action\":\"estop\",\"arguments\":\\{\"reason\":\"smoke\"},\"result\":\"ok\"")
                            .doesNotContain("\"action\":\"status\""));
        }
    }

    @Test
    void observersMayNotWhereTheHostIsToldSo() throws Exception {
        RobotSettings strict = new RobotSettings(RobotSettings.Times.DEFAULT, 1000, false, false, false);
        try (Rig rig = new Rig(RobotConfig.DEFAULT.in(storage).with(strict))) {
            User operator = rig.join();
            User admin = rig.join("{\"role\":\"observer\"}");
            assertThat(code(admin.ask("estop", "{}")))
                    .as("an admin who only watches")
                    .isEqualTo("ok");
            operator.ask("reset", "{}");
            operator.expectAlive();
        }
        RobotConfig config = RobotConfig.DEFAULT
                .in(storage)
                .with(strict)
                .withTokens(List.of(
                        new TokenAccounts.Token("ada", TokenAccounts.sha256("secret"), Role.ADMIN),
                        new TokenAccounts.Token("eve", TokenAccounts.sha256("peek"), Role.OBSERVER)));
        try (Rig rig = new Rig(config)) {
            User ada = rig.join("{\"token\":\"secret\"}");
            assertThat(code(rig.join("{\"token\":\"peek\"}").ask("estop", "{}")))
                    .isEqualTo("00003");
            ada.expectAlive();
        }
    }

    @Test
    void itStaysInForceUntilItIsReset() throws Exception {
        try (Rig rig = rig()) {
            User operator = rig.join();
            operator.upload(Zips.python(project()));
            operator.ask("estop", "{}");
            assertThat(code(operator.call("ping", "{}"))).isEqualTo("03009");
            assertThat(code(operator.ask("start", "{}"))).isEqualTo("03009");
            assertThat(code(operator.upload(Zips.testProject()))).isEqualTo("03009");
            assertThat(operator.ask("status", "{}").path("data").path("worker").asString())
                    .isEqualTo("stopped");
            assertThat(code(operator.ask("reset", "{}"))).isEqualTo("ok");
            operator.expectAlive();
        }
    }

    @Test
    void aFrozenPythonCannotKeepTheRobotMoving() throws Exception {
        try (Rig rig = rig()) {
            User operator = rig.join();
            operator.upload(Zips.python(project()));
            int pid = operator.workerPid();
            operator.later("frozen", "{}");
            await().atMost(SOON)
                    .until(() ->
                            Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") T "));
            String body = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rig.server.port() + "/estop"))
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            assertThat(body).contains("\"hook\":\"missed\"", "\"worker_dead\":true", "\"safe_command_exit\":0");
            assertThat(lives(pid)).isFalse();
            assertThat(get(rig, "/status")).contains("\"worker\":\"stopped\"", "\"reason\":\"POST /estop\"");
            assertThat(get(rig, "/metrics"))
                    .contains("fieldlink_robot_stopped 1.0", "fieldlink_robot_emergency_stops_total 1.0");
        }
    }

    @Test
    void daemonsDieWithTheirWorker() throws Exception {
        try (Rig rig = rig()) {
            User operator = rig.join();
            operator.upload(Zips.python(project()));
            long daemon =
                    operator.call("daemon", "{}").path("data").path("result").asLong();
            assertThat(lives(daemon)).isTrue();
            operator.ask("estop", "{}");
            await().atMost(SOON).until(() -> !lives(daemon));
        }
    }

    @Test
    void anOperatorWhoFallsSilentIsTakenForLost() throws Exception {
        try (Rig rig = rig()) {
            User operator = rig.join();
            operator.upload(Zips.python(project()));
            operator.later("spin", "{}");
            operator.ask("heartbeat", "{\"window_ms\":400}");
            await().atMost(SOON).until(() -> storage.resolve("safe").toFile().exists());
            assertThat(operator.ask("status", "{}")
                            .path("data")
                            .path("emergency_stop")
                            .path("reason")
                            .asString())
                    .contains("heartbeat");
        }
    }

    @Test
    void anOperatorWhoLeavesMidCallGetsTheProjectStopped() throws Exception {
        try (Rig rig = rig()) {
            User operator = rig.join();
            operator.upload(Zips.python(project()));
            operator.later("sleep", "{}");
            await().atMost(SOON).until(() -> storage.resolve("begun").toFile().exists());
            operator.client.abort();
            await().atMost(SOON).until(() -> storage.resolve("hook").toFile().exists());
        }
    }

    private static String get(Rig rig, String route) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + rig.server.port() + route);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }
}
