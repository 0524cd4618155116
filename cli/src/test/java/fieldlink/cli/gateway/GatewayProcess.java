package fieldlink.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.cli.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code fieldlink up --simulate} of the built distribution, as a user meets it: a process, its ports and its files. */
final class GatewayProcess {
    static final Duration PATIENCE = Duration.ofMinutes(3);
    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Path LAUNCHER =
            Path.of(System.getProperty("fieldlink.root"), "cli/target/fieldlink/bin/fieldlink");
    private static final int PORTS = 6;

    private final Path home;
    private final int firstPort;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private @Nullable Process started;
    private String token = "";

    /** @param home of state, sockets and caches; kept from one start to the next. Its name has to be short */
    GatewayProcess(Path home) throws IOException {
        this.home = home;
        this.firstPort = FreePorts.inARow(PORTS);
        Files.createDirectories(home.resolve("run"));
    }

    int udpPort() {
        return firstPort + 3;
    }

    /** Starts it and waits until it says that it is ready. */
    void start() throws IOException, InterruptedException {
        ProcessBuilder builder = command("up", "--simulate", "--ports", Integer.toString(firstPort));
        builder.redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("err").toFile());
        started = builder.start();
        await("ready", () -> Files.readString(home.resolve("out")).contains("\nready in"));
        // A part that takes longer than the others wait for it comes up behind them.
        await("health", () -> health().path("status").asString().equals("ok"));
    }

    /** With the password that the first start prints; from then on by a token. */
    void logIn() throws IOException, InterruptedException {
        Matcher printed =
                Pattern.compile("works once, for 'operator': (\\S+)").matcher(Files.readString(home.resolve("err")));
        assertThat(printed.find()).as("the password of the first start").isTrue();
        HttpResponse<String> session = http.send(
                request("/api/session")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.createObjectNode()
                                .put("password", printed.group(1))
                                .toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(session.statusCode()).isEqualTo(200);
        String cookie = session.headers().firstValue("Set-Cookie").orElseThrow().split(";", -1)[0];
        HttpResponse<String> given = http.send(
                request("/api/operators/operator/token")
                        .header("Cookie", cookie)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        token = JSON.readTree(given.body()).path("token").asString();
        assertThat(token).isNotEmpty();
    }

    /** @return the job's id */
    String submit(String name, String args) throws IOException, InterruptedException {
        return post("/api/devices/gateway/jobs", "{\"command\":{\"name\":\"" + name + "\",\"args\":" + args + "}}")
                .path("job_id")
                .asString();
    }

    JsonNode post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body());
    }

    /** Waits until a job is over. */
    JsonNode settled(String job) throws IOException, InterruptedException {
        return awaitJson("/api/jobs/" + job, answer -> answer.path("result").isObject());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    JsonNode awaitJson(String path, Predicate<JsonNode> condition) throws IOException, InterruptedException {
        List<JsonNode> last = new ArrayList<>();
        await(path, () -> {
            last.clear();
            last.add(get(path));
            return condition.test(last.get(0));
        });
        return last.get(0);
    }

    /** What health says of all parts. */
    JsonNode health() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (firstPort + 1) + "/health"))
                .build();
        return JSON.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /** One command of the distribution against this gateway; its stdout. */
    String fieldlink(String... words) throws IOException, InterruptedException {
        Path out = Files.createTempFile(home, "command", ".out");
        Path err = Files.createTempFile(home, "command", ".err");
        ProcessBuilder builder = command(words).redirectOutput(out.toFile()).redirectError(err.toFile());
        Process command = builder.start();
        assertThat(command.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(out);
        assertThat(command.exitValue())
                .as(String.join(" ", words) + ": " + text + Files.readString(err))
                .isZero();
        return text;
    }

    /** The status of one actuator. */
    JsonNode actuator(String name) throws IOException, InterruptedException {
        return JSON.readTree(fieldlink("actuator", "status", name, "--json"));
    }

    /** A question to the BLE daemon over its plain socket, as a program in any language asks it. */
    JsonNode askRadio(String json) throws IOException {
        try (SocketChannel socket =
                SocketChannel.open(UnixDomainSocketAddress.of(home.resolve("run/fieldlink/ble.sock")))) {
            socket.write(ByteBuffer.wrap((json + "\n").getBytes(StandardCharsets.UTF_8)));
            var lines = new java.io.BufferedReader(Channels.newReader(socket, StandardCharsets.UTF_8));
            return JSON.readTree(lines.readLine());
        }
    }

    /** SIGTERM, as systemd and people end it. */
    void terminate() throws InterruptedException {
        process().destroy();
        assertThat(process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    /** SIGKILL, as a power cut ends it; with whatever it had started. */
    void kill() throws InterruptedException {
        Process process = process();
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    boolean isAlive() {
        return started != null && started.isAlive();
    }

    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    void await(String what, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(isAlive())
                    .as(() -> "the gateway ended: " + text("out") + text("err"))
                    .isTrue();
            assertThat(System.nanoTime())
                    .as(() -> "time for " + what + "; " + text("err"))
                    .isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private Process process() {
        return Objects.requireNonNull(started, "not started yet");
    }

    private String text(String file) {
        try {
            return Files.readString(home.resolve(file));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private HttpRequest.Builder request(String path) {
        String base = "http://127.0.0.1:" + firstPort;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Origin", base);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private ProcessBuilder command(String... words) {
        List<String> line = new ArrayList<>(List.of(LAUNCHER.toString()));
        line.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(line).directory(home.toFile());
        builder.environment()
                .putAll(Map.of(
                        "XDG_STATE_HOME", home.resolve("state").toString(),
                        "XDG_RUNTIME_DIR", home.resolve("run").toString(),
                        "XDG_CONFIG_HOME", home.resolve("config").toString(),
                        "XDG_CACHE_HOME", home.resolve("cache").toString()));
        return builder;
    }

    /** Six in a row that nobody has at the moment. */
}
