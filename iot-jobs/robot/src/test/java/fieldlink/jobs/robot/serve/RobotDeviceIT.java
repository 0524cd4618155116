package fieldlink.jobs.robot.serve;

import static fieldlink.jobs.robot.serve.Rig.code;
import static fieldlink.jobs.robot.serve.Rig.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fieldlink.jobs.robot.CallRequest;
import fieldlink.jobs.robot.ProjectMethod;
import fieldlink.jobs.robot.RobotDevice.Offer;
import fieldlink.jobs.robot.RobotSettings;
import fieldlink.jobs.robot.serve.Rig.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The robot for those who are no clients: jobs, the gateway. */
class RobotDeviceIT {
    private static final String ARM = """
            class Base:
                def reset(self):
                    pass

            class Arm(Base):
                def __init__(self, port="/dev/ttyUSB0"):
                    self.port = port

                def move(self, x: int, y: "float", *, speed=1.5, name="left", retry=None, path=()):
                    \"\"\"Moves the arm.

                    And says where it is.\"\"\"
                    return [x, y]

                @staticmethod
                def home(fast=False): pass

                def _private(self): pass

            class Lamp:
                def on(self, level: int = 100): pass

            class Motor:
                def __init__(self, pin): self.pin = pin
                def turn(self): pass

            import threading
            lock = threading.Lock()
            arm = Arm()
            motors = [Motor(1)]

            def beep(times): pass
            def init(): pass
            def stop(): pass
            """;

    @TempDir
    Path storage;

    @Test
    void theProjectsOwnPublicMethodsAreOffered() throws Exception {
        try (Rig rig = new Rig(RobotConfig.DEFAULT.in(storage))) {
            BlockingQueue<Offer> offers = watch(rig);
            User user = rig.join();
            assertThat(code(user.ask("methods", "{\"follow\":true}"))).isEqualTo("ok");
            assertThat(code(user.upload(Zips.python(ARM)))).isEqualTo("ok");

            Offer offer = next(offers, "Arm");
            assertThat(offer.methods().stream().map(ProjectMethod::name))
                    .containsExactlyInAnyOrder("arm.reset", "arm.move", "arm.home", "Lamp.on", "beep");
            ProjectMethod move = offer.methods().stream()
                    .filter(method -> method.method().equals("move"))
                    .findFirst()
                    .orElseThrow();
            assertThat(move.description()).contains("Moves the arm.");
            assertThat(move.arguments().toString())
                    .isEqualTo("[Argument[name=x, type=integer, required=true, standard=Optional.empty], "
                            + "Argument[name=y, type=number, required=true, standard=Optional.empty], "
                            + "Argument[name=speed, type=number, required=false, standard=Optional[1.5]], "
                            + "Argument[name=name, type=string, required=false, standard=Optional[\"left\"]], "
                            + "Argument[name=retry, type=any, required=false, standard=Optional[null]], "
                            + "Argument[name=path, type=array, required=false, standard=Optional.empty]]");

            // Whoever follows has been told the same as whoever asks.
            await().atMost(Rig.PATIENCE).until(() -> !user.named("methods").isEmpty());
            JsonNode told = user.named("methods").get(user.named("methods").size() - 1);
            assertThat(told).isEqualTo(user.ask("methods", "{}").path("data"));
            assertThat(told.path("methods").toString())
                    .contains("{\"object\":\"arm\",\"method\":\"home\",\"params\":"
                            + "[{\"name\":\"fast\",\"type\":\"boolean\",\"required\":false,\"default\":false}]}");
        }
    }

    @Test
    void aProjectThatDiesKeepsItsOfferAndOneThatIsReplacedLosesIt() throws Exception {
        try (Rig rig = new Rig(RobotConfig.DEFAULT.in(storage))) {
            BlockingQueue<Offer> offers = watch(rig);
            User user = rig.join();
            user.expectAlive();
            offers.clear();
            assertThat(code(user.call("oexit", "{\"code\":3}"))).isEqualTo("03008");
            user.expectAlive();
            assertThat(offers).isEmpty();
            assertThat(code(user.upload(Zips.python("x = 1")))).isEqualTo("ok");
            assertThat(offers.poll(10, TimeUnit.SECONDS).methods()).isEmpty();
        }
    }

    @Test
    void aCallOfAJobWaitsItsTurnAndIsWrittenDown() throws Exception {
        try (Rig rig = new Rig(RobotConfig.DEFAULT.in(storage))) {
            assertThat(result(call(rig, "ping", "{}")).asInt()).isEqualTo(1);
            assertThat(code(call(rig, "nope", "{}"))).isEqualTo("03002");
            await().atMost(Rig.PATIENCE)
                    .untilAsserted(() -> assertThat(Files.readString(storage.resolve("audit.jsonl")))
                            .contains("\"who\":\"job 7\""));
        }
    }

    @Test
    void whileAPersonDrivesJobsAreRefused() throws Exception {
        try (Rig rig = new Rig(RobotConfig.DEFAULT.in(storage))) {
            User driver = rig.join();
            driver.expectAlive();
            JsonNode refused = call(rig, "ping", "{}");
            assertThat(code(refused)).isEqualTo("00003");
            assertThat(refused.path("message").asString()).contains("anonymous drives the robot");
            driver.ask("release", "{}");
            assertThat(code(call(rig, "ping", "{}"))).isEqualTo("ok");
        }
        try (Rig rig = new Rig(RobotConfig.DEFAULT.in(storage).with(RobotSettings.DEFAULT.letJobsInterleave()))) {
            rig.join().expectAlive();
            assertThat(code(call(rig, "ping", "{}"))).isEqualTo("ok");
        }
    }

    @Test
    void aJobsCallIsCancelledByNameAndStoppedWithAllOthers() throws Exception {
        try (Rig rig = new Rig(RobotConfig.DEFAULT.in(storage))) {
            CompletableFuture<ObjectNode> spins = later(rig, "sleep", "{\"s\":600}");
            rig.server.host().cancel("job-7");
            assertThat(code(spins.get(10, TimeUnit.SECONDS))).isEqualTo("03006");

            CompletableFuture<ObjectNode> running = later(rig, "sleep", "{\"s\":600}");
            User observer = rig.join("{\"role\":\"observer\"}");
            assertThat(code(observer.ask("estop", "{}"))).isEqualTo("ok");
            assertThat(code(running.get(10, TimeUnit.SECONDS))).isEqualTo("03009");
            assertThat(code(call(rig, "ping", "{}"))).isEqualTo("03009");
        }
    }

    private static BlockingQueue<Offer> watch(Rig rig) {
        BlockingQueue<Offer> offers = new LinkedBlockingQueue<>();
        rig.server.host().watch(offers::add);
        return offers;
    }

    /** The first offer that has a method of that description. */
    private static Offer next(BlockingQueue<Offer> offers, String object) throws InterruptedException {
        while (true) {
            Offer offer = offers.poll(10, TimeUnit.SECONDS);
            assertThat(offer).as("an offer of " + object).isNotNull();
            if (offer.methods().stream().anyMatch(method -> method.object().equalsIgnoreCase(object))) {
                return offer;
            }
        }
    }

    private static JsonNode call(Rig rig, String method, String args) throws Exception {
        return later(rig, method, args).get(10, TimeUnit.SECONDS);
    }

    private static CompletableFuture<ObjectNode> later(Rig rig, String method, String args) {
        CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
        CallRequest call = CallRequest.of("ctl", method, (ObjectNode) Rig.JSON.readTree(args))
                .named("job-7");
        rig.server.host().call("job 7", call, answer::complete);
        return answer;
    }
}
