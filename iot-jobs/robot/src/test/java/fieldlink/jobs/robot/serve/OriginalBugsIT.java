package fieldlink.jobs.robot.serve;

import static fieldlink.jobs.robot.serve.Rig.code;
import static fieldlink.jobs.robot.serve.Rig.lives;
import static fieldlink.jobs.robot.serve.Rig.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fieldlink.jobs.robot.RobotSettings;
import fieldlink.jobs.robot.RobotSettings.Times;
import fieldlink.jobs.robot.Role;
import fieldlink.jobs.robot.client.ConnectRefused;
import fieldlink.jobs.robot.serve.Rig.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The twenty ways in which the original hung, died, or lost the robot: none of them is one here. */
class OriginalBugsIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path storage;

    @Test
    void b1_aRunningCallHoldsUpNobody() throws Exception {
        RobotConfig.Wire quickHeart =
                new RobotConfig.Wire(Duration.ofMillis(300), Duration.ofSeconds(5), 100 << 20, "", List.of());
        try (Rig rig = new Rig(RobotConfig.DEFAULT.in(storage).with(quickHeart))) {
            User user = rig.join();
            CompletableFuture<JsonNode> endless = user.later("slow_push", "{\"n\":100000,\"dt\":0.05}");
            await("pushes come while it runs")
                    .atMost(SOON)
                    .until(() -> user.named("prog").size() >= 2);
            Witness late = new Witness(rig.server.port(), "{\"role\":\"observer\"}", new ConcurrentLinkedQueue<>());
            await("pings come while it runs").atMost(SOON).until(() -> late.pings() >= 2);
            assertThat(code(user.ask("status", "{}"))).isEqualTo("ok");
            assertThat(endless).isNotDone();
            assertThat(late.emit("estop", "{}")
                            .get(SOON.toSeconds(), TimeUnit.SECONDS)
                            .path("status")
                            .asString())
                    .isEqualTo("success");
            assertThat(code(endless.get())).isEqualTo("03009");
            late.abort();
        }
    }

    @Test
    void b2_aStopThatTakesTooLongAtDisconnectHarmsNobody() throws Exception {
        try (Rig rig = rig(RobotSettings.DEFAULT.with(Times.DEFAULT.withStop(Duration.ofMillis(300))))) {
            User first = rig.join();
            first.call("setdelay", "{\"d\":60}");
            first.client.close();
            User second = eventually(rig);
            second.expectAlive();
            assertThat(result(second.call("state", "{}")).path("stops").asInt())
                    .as("the worker that would not stop was replaced")
                    .isZero();
        }
    }

    @Test
    void b3_aCallRightBehindAnUploadReachesTheNewProject() throws Exception {
        try (Rig rig = rig(RobotSettings.DEFAULT)) {
            User user = rig.join();
            for (int i = 1; i <= 6; i++) {
                user.uploadLater(Zips.python("class C:\n    def n(self): return " + i + "\nctl = C()\n"));
                assertThat(result(user.call("n", "{}")).asInt()).isEqualTo(i);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"exit, '{}'", "exit, '{\"code\":3}'", "kbd, '{}'"})
    void b4_exitsOfUserCodeAreErrorsAndNothingMore(String method, String args) throws Exception {
        try (Rig rig = rig(RobotSettings.DEFAULT)) {
            User user = rig.join();
            assertThat(code(user.call(method, args))).isEqualTo("03001");
            user.expectAlive();
        }
    }

    @ParameterizedTest
    @CsvSource({"oexit, '{}', 03008", "oexit, '{\"code\":3}', 03008", "bad, '{}', 03001", "bts, '{}', 03001"})
    void b5_aDeadWorkerIsAnErrorAndIsReplaced(String method, String args, String expected) throws Exception {
        try (Rig rig = rig(RobotSettings.DEFAULT)) {
            User user = rig.join();
            CompletableFuture<JsonNode> behind = new CompletableFuture<>();
            CompletableFuture<JsonNode> fatal = user.later(method, args);
            user.later("ping", "{}").thenAccept(behind::complete);
            assertThat(code(fatal.get())).isEqualTo(expected);
            assertThat(result(behind.get()).asInt())
                    .as("a call that had not begun runs in the next worker")
                    .isEqualTo(1);
        }
    }

    @Test
    void b5_aCrashOfTheInterpreterIsNoMore() throws Exception {
        try (Rig rig = rig(RobotSettings.DEFAULT)) {
            User user = rig.join();
            user.upload(Zips.python("import os, signal\nclass C:\n    def ping(self): return 1\n"
                    + "    def crash(self): os.kill(os.getpid(), signal.SIGSEGV)\nctl = C()\n"));
            assertThat(user.call("crash", "{}").toString()).contains("03008", "it died of signal 11");
            user.expectAlive();
        }
    }

    @Test
    void b6_aThreadThatDoesNotEndDoesNotOutliveAnUpload() throws Exception {
        try (Rig rig = rig(RobotSettings.DEFAULT)) {
            User user = rig.join();
            int old = user.workerPid();
            user.call("start_nd", "{}");
            assertThat(code(user.upload(Zips.testProject()))).isEqualTo("ok");
            user.expectAlive();
            await().atMost(SOON).until(() -> !lives(old));
        }
    }

    @Test
    void b7_aRefusedUploadChangesNothingAndAnAcceptedOneCanBeTakenBack() throws Exception {
        try (Rig rig = rig(RobotSettings.DEFAULT)) {
            User user = rig.join();
            int pid = user.workerPid();
            assertThat(code(user.upload(Zips.of(Map.of("readme.txt", ""))))).isEqualTo("02002");
            assertThat(code(user.upload(Zips.python("def broken(:\n")))).isEqualTo("02003");
            assertThat(user.workerPid()).isEqualTo(pid);
            assertThat(code(user.upload(Zips.python("class C:\n    def ping(self): return 2\nctl = C()\n"))))
                    .isEqualTo("ok");
            assertThat(result(user.call("ping", "{}")).asInt()).isEqualTo(2);
            assertThat(code(user.ask("rollback", "{}"))).isEqualTo("ok");
            user.expectAlive();
        }
    }

    @Test
    void b8_messagesMayBeAsLargeAsConfigured() throws Exception {
        try (Rig rig = rig(RobotSettings.DEFAULT)) {
            User user = rig.join();
            byte[] noise = new byte[3_000_000];
            new Random(1).nextBytes(noise);
            String text = Base64.getEncoder().encodeToString(noise);
            assertThat(result(user.call("echo", "{\"x\":\"" + text + "\"}"))
                            .path("x")
                            .asString())
                    .isEqualTo(text);
            String zip = Zips.of(Map.of("main.py", Zips.resource("robot-test-project.py"), "model.txt", text));
            assertThat(code(user.upload(zip))).isEqualTo("ok");
        }
    }

    @Test
    void b8_andNoLarger() throws Exception {
        RobotConfig.Wire small =
                new RobotConfig.Wire(Duration.ofSeconds(25), Duration.ofSeconds(20), 1_500_000, "", List.of());
        try (Rig rig = new Rig(RobotConfig.DEFAULT.in(storage).with(small))) {
            User user = rig.join();
            String fits = "x".repeat(1_400_000);
            assertThat(result(user.call("echo", "{\"x\":\"" + fits + "\"}"))
                            .path("x")
                            .asString())
                    .isEqualTo(fits);
            user.later("echo", "{\"x\":\"" + "x".repeat(1_600_000) + "\"}");
            user.client.ended().get(SOON.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void b9_notANumberAndReservedNamesDoNotCostTheConnection() throws Exception {
        try (Rig rig = rig(RobotSettings.DEFAULT)) {
            User user = rig.join();
            assertThat(result(user.call("nan", "{}")).isNull()).isTrue();
            assertThat(result(user.call("push_odd", "{}")).asString()).isEqualTo("done");
            assertThat(user.named("evt").toString()).isEqualTo("[, [1,2], \"str\", 5]");
            assertThat(user.named("connect")).isEmpty();
            user.expectAlive();
        }
    }

    @Test
    void b10_noPushIsLost() throws Exception {
        try (Rig rig = rig(RobotSettings.DEFAULT)) {
            User user = rig.join();
            assertThat(result(user.call("push", "{\"n\":5000}")).asInt()).isEqualTo(5000);
            List<JsonNode> pushes = user.named("evt");
            assertThat(pushes).hasSize(5000);
            IntStream.range(0, 5000)
                    .forEach(i -> assertThat(pushes.get(i).path("i").asInt()).isEqualTo(i));
        }
    }

    @Test
    void b10_whoeverDoesNotReadLosesPushesAndHoldsUpNobody() throws Exception {
        try (Rig rig = rig(RobotSettings.DEFAULT)) {
            User user = rig.join();
            user.upload(Zips.python("""
                    push_message = None
                    class C:
                        def ping(self): return 1
                        def push(self):
                            for i in range(10): push_message('evt', 'x' * 100_000)
                    ctl = C()
                    """));
            Witness deaf = new Witness(rig.server.port(), "{\"role\":\"observer\"}", new ConcurrentLinkedQueue<>());
            deaf.stopReading();

            // In forty helpings: whoever has the answer to one has taken all of it.
            for (int helping = 0; helping < 40; helping++) {
                user.call("push", "{}");
            }

            assertThat(user.named("evt").size()).isEqualTo(400);
            assertThat(rig.status().path("counters").path("pushes_dropped").asInt())
                    .isPositive();
            assertThat(code(user.ask("status", "{}"))).isEqualTo("ok");
            deaf.abort();
        }
    }

    @Test
    void b11_whatWasPushedToNobodyIsNotToldTheNext() throws Exception {
        Path nobodyThere = storage.resolve("nobody");
        Path pushed = storage.resolve("pushed");
        String project = """
                import os, threading, time
                push_message = None
                class C:
                    def ping(self): return 1
                    def sleep(self, s): time.sleep(s)
                    def later(self, nobody, pushed):
                        def work():
                            while not os.path.exists(nobody): time.sleep(0.01)
                            for i in range(3): push_message('late', {'i': i})
                            open(pushed, 'w').close()
                        threading.Thread(target=work, daemon=True).start()
                ctl = C()
                """;
        try (Rig rig = rig(RobotSettings.DEFAULT)) {
            User first = rig.join();
            first.upload(Zips.python(project));
            first.call("later", "{\"nobody\":\"" + nobodyThere + "\",\"pushed\":\"" + pushed + "\"}");
            first.client.close();
            await().atMost(SOON).until(() -> rig.status().path("clients").asInt() == 0);
            Files.createFile(nobodyThere);
            await().atMost(SOON).until(() -> Files.exists(pushed));
            // What was pushed before comes out of the pipe before the answer does.
            assertThat(result(rig.callBeside("ping")).asInt()).isEqualTo(1);

            User second = eventually(rig);
            second.call("sleep", "{\"s\":0.5}");
            second.expectAlive();
            assertThat(second.named("late")).isEmpty();
        }
    }

    @Test
    void b12_oneOwnsTheSlotOthersWatchAndALostOwnerIsBackAtOnce() throws Exception {
        try (Rig rig = rig(RobotSettings.DEFAULT)) {
            User owner = rig.join("{\"client\":\"laptop\"}");
            assertThatThrownBy(rig::join).isInstanceOf(ConnectRefused.class).hasMessage("00001:连接被拒绝,已有其他客户端连接");
            User watcher = rig.join("{\"role\":\"observer\"}");
            owner.call("push", "{\"n\":1}");
            await().atMost(SOON).until(() -> watcher.named("evt").size() == 1);
            assertThat(code(watcher.call("ping", "{}"))).isEqualTo("00003");

            User again = rig.join("{\"client\":\"laptop\"}");
            again.expectAlive();
            owner.client.ended().get(SOON.toSeconds(), TimeUnit.SECONDS);

            assertThat(code(watcher.ask("takeover", "{}"))).isEqualTo("ok");
            watcher.expectAlive();
            assertThat(code(again.call("ping", "{}"))).isEqualTo("00003");
        }
    }

    @Test
    void b13_tokensAndRolesKeepStrangersOut() throws Exception {
        RobotConfig config = RobotConfig.DEFAULT
                .in(storage)
                .withTokens(List.of(
                        new TokenAccounts.Token("ada", TokenAccounts.sha256("secret"), Role.ADMIN),
                        new TokenAccounts.Token("eve", TokenAccounts.sha256("peek"), Role.OBSERVER)));
        try (Rig rig = new Rig(config)) {
            assertThatThrownBy(rig::join).hasMessageStartingWith("00010:");
            assertThatThrownBy(() -> rig.join("{\"token\":\"guess\"}")).hasMessageStartingWith("00011:");
            User eve = rig.join("{\"token\":\"peek\"}");
            User ada = rig.join("{\"token\":\"secret\"}");
            ada.expectAlive();
            assertThat(code(eve.call("ping", "{}"))).isEqualTo("00003");
            assertThat(code(eve.upload(Zips.testProject()))).isEqualTo("00003");
            assertThat(Files.readString(storage.resolve("audit.jsonl")))
                    .contains("\"who\":\"ada\",\"action\":\"process ctl.ping\"")
                    .contains("\"who\":\"eve\"");
        }
    }

    @Test
    void b14_aCallEndsAtItsDeadlineOrWhenItIsCancelled() throws Exception {
        try (Rig rig = rig(RobotSettings.DEFAULT.with(Times.DEFAULT.withExecution(Duration.ofMillis(700))))) {
            User user = rig.join();
            int pid = user.workerPid();
            assertThat(code(user.call("sleep", "{\"s\":60}"))).isEqualTo("03005");
            assertThat(user.workerPid())
                    .as("sleeping code lets itself be interrupted")
                    .isEqualTo(pid);
            user.upload(Zips.python("""
                    class C:
                        def ping(self): return 1
                        def stubborn(self):
                            while True:
                                try:
                                    while True: pass
                                except BaseException: pass
                    ctl = C()
                    """));
            assertThat(code(user.call("stubborn", "{}")))
                    .as("code that does not is ended with its process")
                    .isEqualTo("03005");
            user.expectAlive();
        }
        try (Rig rig = rig(RobotSettings.DEFAULT)) {
            User user = rig.join();
            user.upload(Zips.testProject());
            CompletableFuture<JsonNode> sleep = user.later("sleep", "{\"s\":60}");
            CompletableFuture<JsonNode> waiting = user.later("ping", "{}");
            await().atMost(SOON)
                    .until(() -> code(user.ask("cancel", "{\"id\":\"sleep\"}")).equals("ok"));
            assertThat(code(sleep.get())).isEqualTo("03006");
            assertThat(result(waiting.get()).asInt()).isEqualTo(1);
        }
    }

    @Test
    void b14_aCancelTearsNoPushThatIsBeingSent() throws Exception {
        try (Rig rig = rig(RobotSettings.DEFAULT)) {
            User user = rig.join();
            user.upload(Zips.python("""
                    import os
                    push_message = None
                    class C:
                        def pid(self): return os.getpid()
                        def flood(self):
                            while True: push_message('big', 'x' * 2_000_000)
                    ctl = C()
                    """));
            int pid = user.workerPid();
            for (int round = 0; round < 8; round++) {
                user.events.clear();
                CompletableFuture<JsonNode> flood = user.later("flood", "{}");
                await().atMost(Rig.PATIENCE).until(() -> !user.events.isEmpty());
                user.ask("cancel", "{}");
                assertThat(code(flood.get())).isEqualTo("03006");
            }
            assertThat(user.workerPid())
                    .as("a torn push would have cost the worker its life")
                    .isEqualTo(pid);
        }
    }

    @Test
    void b15_nothingIsLeftUnanswered() throws Exception {
        try (Rig rig = rig(RobotSettings.DEFAULT)) {
            User user = rig.join();
            for (String payload : List.of("null", "\"str\"", "[1]", "5", "true")) {
                assertThat(code(user.ask("process", payload))).as(payload).startsWith("01");
                assertThat(code(user.ask("update", payload))).as(payload).startsWith("01");
            }
            assertThat(code(user.client.emit("process").get(SOON.toSeconds(), TimeUnit.SECONDS)))
                    .isEqualTo("01001");
            JsonNode empty = Rig.JSON.createObjectNode();
            assertThat(code(user.client.ask(SOON, "process", empty, empty)))
                    .as("two payloads")
                    .isEqualTo("01001");
            assertThat(code(user.ask("nosuch", "{}"))).isEqualTo("01003");
        }
    }

    @Test
    void b16_closingTheServerStopsTheProjectAndEndsItsWorker() throws Exception {
        Path mark = storage.resolve("stopped");
        int pid;
        try (Rig rig = rig(RobotSettings.DEFAULT)) {
            User user = rig.join();
            user.upload(Zips.python("import os\nclass C:\n    def pid(self): return os.getpid()\nctl = C()\n"
                    + "def stop(): open('" + mark + "', 'w').close()\n"));
            pid = user.workerPid();
        }
        assertThat(mark).exists();
        await().atMost(SOON).until(() -> !lives(pid));
    }

    @Test
    void b17_errorsInsideAMethodAreToldAsWhatTheyAre() throws Exception {
        try (Rig rig = rig(RobotSettings.DEFAULT)) {
            User user = rig.join();
            assertThat(user.call("attr", "{}").path("message").asString())
                    .isEqualTo("执行 ctl.attr() 失败: 'Ctl' object has no attribute 'nope'");
            assertThat(code(user.call("tye", "{}"))).isEqualTo("03001");
            assertThat(code(user.call("add", "{\"b\":1}")))
                    .as("wrong arguments")
                    .isEqualTo("01004");
            user.call("prnt", "{}");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(user.ask("log", "{}").toString())
                            .contains("AttributeError: 'Ctl' object has no attribute 'nope'")
                            .contains("hello from print"));
        }
    }

    @Test
    void b18_realProjectsFit() throws Exception {
        Map<String, String> files = new TreeMap<>();
        files.put("main.py", Zips.resource("robot-test-project.py"));
        files.put("zeros.bin", "0".repeat(5_000_000));
        for (String name : List.of("a~b.py", "price$.json", "a..b.py", "model.onnx", "icon.png", "lib/native.so")) {
            files.put(name, "");
        }
        IntStream.range(0, 50).forEach(i -> files.put("assets/file" + i + ".dat", "x"));
        try (Rig rig = rig(RobotSettings.DEFAULT)) {
            User user = rig.join();
            assertThat(code(user.upload(Zips.of(files)))).isEqualTo("ok");
            user.expectAlive();
        }
    }

    @ParameterizedTest
    @CsvSource({"../evil.py", "/tmp/fieldlink-evil.py", "a/../../evil.py", "'..\\evil.py'"})
    void b19_nothingIsUnpackedOutsideOfTheProject(String name) throws Exception {
        try (Rig rig = rig(RobotSettings.DEFAULT)) {
            User user = rig.join();
            assertThat(code(user.upload(Zips.of(Map.of(name, "", "main.py", "")))))
                    .isEqualTo("02005");
            assertThat(storage.resolve("versions/evil.py")).doesNotExist();
            assertThat(storage.resolve("evil.py")).doesNotExist();
            assertThat(Path.of("/tmp/fieldlink-evil.py")).doesNotExist();
        }
    }

    @Test
    void b20_comingsAndGoingsCostNobodyAPush() throws Exception {
        try (Rig rig = rig(RobotSettings.DEFAULT)) {
            User watcher = rig.join("{\"role\":\"observer\"}");
            for (int i = 1; i <= 10; i++) {
                User user = rig.join("{\"client\":\"laptop\"}");
                user.call("push", "{\"n\":50}");
                assertThat(user.named("evt")).as("right after another has gone").hasSize(50);
                user.client.abort();
            }
            await().atMost(SOON).until(() -> watcher.named("evt").size() == 500);
        }
    }

    private Rig rig(RobotSettings settings) throws Exception {
        return new Rig(RobotConfig.DEFAULT.in(storage).with(settings));
    }

    /** The seat of somebody who has just left is free in a moment. */
    private static User eventually(Rig rig) {
        return await().atMost(SOON)
                .ignoreExceptionsInstanceOf(ConnectRefused.class)
                .until(rig::join, user -> true);
    }
}
