package fieldlink.jobs.robot.serve;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.robot.CallRequest;
import fieldlink.jobs.robot.client.SocketIoClient;
import fieldlink.jobs.robot.worker.Python;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A robot server on a free port with a test project in force, the recorded one by default, and clients to drive it. */
final class Rig implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final JsonMapper JSON = new JsonMapper();

    final RobotServer server;
    private final List<User> users = new ArrayList<>();

    Rig(RobotConfig config) throws Exception {
        this(config, Zips.resource("robot-test-project.py"));
    }

    Rig(RobotConfig config, String project) throws Exception {
        Python.require();
        Path main = config.storage().resolve("default/main.py");
        Files.createDirectories(main.getParent());
        Files.writeString(main, project);
        server = RobotServer.of(config.at("127.0.0.1", 0)).start();
    }

    User join(String auth) throws Exception {
        User user = new User(auth);
        users.add(user);
        return user;
    }

    User join() throws Exception {
        return join("{}");
    }

    JsonNode status() throws Exception {
        CompletableFuture<JsonNode> status = new CompletableFuture<>();
        server.host().status(status::complete);
        return status.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** As a job does, without a client in the room. */
    JsonNode callBeside(String method) throws Exception {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        server.host().call("test", CallRequest.of("ctl", method, JSON.createObjectNode()), answer::complete);
        return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        users.forEach(user -> user.client.abort());
        server.close();
    }

    /** One connected client. */
    final class User {
        final List<List<JsonNode>> events = Collections.synchronizedList(new ArrayList<>());
        final AtomicInteger received = new AtomicInteger();
        final SocketIoClient client;

        private User(String auth) throws Exception {
            client = SocketIoClient.connect(
                    URI.create("http://127.0.0.1:" + server.port()),
                    (ObjectNode) JSON.readTree(auth),
                    PATIENCE,
                    arguments -> {
                        events.add(arguments);
                        received.incrementAndGet();
                    });
        }

        JsonNode ask(String event, String payload) throws Exception {
            return client.ask(PATIENCE, event, JSON.readTree(payload));
        }

        /** Calls a method of the project's {@code ctl}. */
        JsonNode call(String method, String args) throws Exception {
            return later(method, args).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        CompletableFuture<JsonNode> later(String method, String args) {
            return client.emit(
                    "process",
                    JSON.readTree("{\"id\":\"" + method + "\",\"params\":{\"object\":\"ctl\",\"method\":\"" + method
                            + "\",\"args\":" + args + "}}"));
        }

        CompletableFuture<JsonNode> uploadLater(String zip) {
            return client.emit("update", JsonNodeFactory.instance.objectNode().put("data", zip));
        }

        JsonNode upload(String zip) throws Exception {
            return uploadLater(zip).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        void expectAlive() throws Exception {
            assertThat(call("ping", "{}").toString())
                    .isEqualTo("{\"status\":\"success\",\"message\":\"执行成功\",\"data\":{\"result\":1}}");
        }

        List<JsonNode> named(String event) {
            return List.copyOf(events).stream()
                    .filter(arguments -> arguments.get(0).asString().equals(event))
                    .map(arguments -> arguments.size() > 1 ? arguments.get(1) : JsonNodeFactory.instance.missingNode())
                    .toList();
        }

        int workerPid() throws Exception {
            return call("pid", "{}").path("data").path("result").asInt();
        }
    }

    static String code(JsonNode ack) {
        return ack.path("error_code").asString("ok");
    }

    static JsonNode result(JsonNode ack) {
        return ack.path("data").path("result");
    }

    /** Whether the process is there and no zombie. */
    static boolean lives(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return !stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
        } catch (IOException gone) {
            return false;
        }
    }
}
