package fieldlink.jobs.server;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.server.RunningServer.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The exchanges that were recorded from the original server, replayed against ours in legacy mode. What ours adds is
 * welcome; what it answers differently is listed here with the reason, and anything else fails.
 */
class GoldenReplayIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NO_MODEL = "needs a language model behind the chat; the chat has its own tests";

    private static final Map<String, String> INTENDED = new LinkedHashMap<>();

    static {
        INTENDED.put("main-021", "the server's source is nobody's business");
        INTENDED.put("main-022", "the server's secrets are nobody's business");
        INTENDED.put("main-032", "odd JSON is the caller's mistake and not ours: 400 and not 500");
        INTENDED.put("main-095", "odd JSON is the caller's mistake and not ours: 400 and not 500");
        INTENDED.put("main-104", "a time-out that is no number is refused before anything is queued");
        INTENDED.put("main-084", "a result for a job that never was is acknowledged and does not become a job");
        INTENDED.put("main-089", "the first result stands");
        INTENDED.put("main-091", "a cancelled job stays cancelled");
        INTENDED.put("main-098", "a job that has its result is not handed out any more");
        INTENDED.put("main-111", "a device that is registered again does not inherit another's history");
        for (int chat = 115; chat <= 120; chat++) {
            INTENDED.put("main-" + chat, NO_MODEL);
        }
        INTENDED.put("main-122", NO_MODEL);
        INTENDED.put("main-124", NO_MODEL);
    }

    /** Times differ from run to run. */
    private static final Set<String> TIMES =
            Set.of("last_seen", "registered_at", "queued_at", "completed_at", "dispatched_at", "cancelled_at");

    private final Map<String, String> ids = new HashMap<>();
    private String cookie = "";

    @Test
    void everyExchangeIsAnsweredAsRecordedOrDiffersForAKnownReason() throws IOException {
        Path shared = Path.of(System.getProperty("fieldlink.root"), "..", "shared");
        Path recorded =
                Path.of(System.getProperty("fieldlink.shared", shared.toString()), "golden", "iot-golden.jsonl");
        Assumptions.assumeTrue(Files.exists(recorded), "the recorded exchanges are not on this machine");
        Set<String> differing = new HashSet<>();
        List<String> surprises = new ArrayList<>();
        try (RunningServer server = RunningServer.legacy("kkawagoe")) {
            for (String line : Files.readAllLines(recorded)) {
                JsonNode exchange = JSON.readTree(line);
                String id = exchange.path("id").stringValue();
                prepare(server, id);
                String difference = replay(server, exchange);
                if (!difference.isEmpty()) {
                    differing.add(id);
                    if (!INTENDED.containsKey(id)) {
                        surprises.add(id + ": " + difference);
                    }
                }
            }
        }
        assertThat(surprises).isEmpty();
        assertThat(differing).as("a difference that is gone leaves the list").isEqualTo(INTENDED.keySet());
    }

    /** What was done between the recorded exchanges without being recorded. */
    private void prepare(RunningServer server, String id) {
        switch (id) {
            case "main-079" -> {
                submit(server, "pico-1", "dice", "54d8e807c3d044c69967945d5aeaa220");
                server.get("/api/devices/pico-1/jobs/next");
            }
            case "main-085" -> register(server, "second");
            case "main-097" -> submit(server, "pico-1", "dice", "6d7e0bc7bd2943f2b66316bb7dc578a9");
            case "main-099" -> answerSoon(server);
            case "main-107" -> submit(server, "second", "w2", "852ef02543d8403d9d18384c6cd6d4c7");
            case "main-111" -> register(server, "second");
            default -> {
                // Nothing was done here.
            }
        }
    }

    private void submit(RunningServer server, String device, String command, String recordedId) {
        Reply reply = server.post("/api/devices/" + device + "/jobs", "{\"name\":\"" + command + "\"}");
        ids.put(recordedId, reply.json().path("job_id").stringValue());
    }

    private static void register(RunningServer server, String device) {
        server.post(
                "/api/devices/register", "{\"device_id\":\"" + device + "\",\"capabilities\":[],\"approved\":true}");
    }

    /** The device that answers while the caller waits. */
    private static void answerSoon(RunningServer server) {
        CompletableFuture.runAsync(() -> {
                    Reply next = server.get("/api/devices/pico-1/jobs/next?wait=20");
                    String job = next.json().path("job_id").stringValue();
                    server.post(
                            "/api/devices/pico-1/jobs/result",
                            "{\"job_id\":\"" + job + "\",\"ok\":true,\"return_value\":4}");
                })
                .orTimeout(30, TimeUnit.SECONDS);
    }

    private String replay(RunningServer server, JsonNode exchange) {
        List<String> headers = new ArrayList<>();
        exchange.path("req_headers").properties().forEach(header -> {
            headers.add(header.getKey());
            headers.add(
                    header.getKey().equals("Cookie")
                            ? cookie
                            : header.getValue().stringValue());
        });
        JsonNode body = exchange.path("req_body");
        Reply reply = server.send(
                exchange.path("method").stringValue(),
                ours(exchange.path("path").stringValue()),
                body.isNull() ? null : ours(body.stringValue()),
                headers.toArray(String[]::new));
        String set = reply.header("Set-Cookie");
        if (set.startsWith("session=") && !set.startsWith("session=;")) {
            cookie = set.split(";", 2)[0];
        }
        return difference(exchange, reply);
    }

    private String difference(JsonNode exchange, Reply reply) {
        List<String> differences = new ArrayList<>();
        compare(differences, "status", exchange.path("status").asString(), Integer.toString(reply.status()));
        compare(
                differences,
                "content type",
                exchange.path("resp_content_type").asString(),
                reply.header("Content-Type"));
        JsonNode headers = exchange.path("resp_headers");
        compare(differences, "location", headers.path("Location").asString(), reply.header("Location"));
        compare(differences, "allow", words(headers.path("Allow").asString()), words(reply.header("Allow")));
        compare(
                differences,
                "cookie",
                headers.has("Set-Cookie"),
                !reply.header("Set-Cookie").isEmpty());
        JsonNode json = exchange.path("resp_json");
        if (!json.isNull()) {
            compareJson(differences, "", json, reply.json());
        } else if (exchange.path("resp_text").isString()) {
            compare(
                    differences,
                    "text",
                    exchange.path("resp_text").stringValue(),
                    reply.raw().body());
        }
        return String.join("; ", differences);
    }

    private void compareJson(List<String> differences, String path, JsonNode recorded, JsonNode ours) {
        if (recorded.isObject() && ours.isObject()) {
            recorded.properties().forEach(field -> {
                String name = field.getKey();
                if (TIMES.contains(name)) {
                    compare(
                            differences,
                            path + "." + name + " is a time",
                            true,
                            ours.path(name).isNumber());
                } else {
                    compareJson(differences, path + "." + name, field.getValue(), ours.path(name));
                }
            });
        } else if (recorded.isArray() && ours.isArray() && recorded.size() == ours.size()) {
            for (int i = 0; i < recorded.size(); i++) {
                compareJson(differences, path + "[" + i + "]", recorded.get(i), ours.get(i));
            }
        } else if (path.endsWith("job_id") && recorded.isString() && ours.isString()) {
            String known = ids.putIfAbsent(recorded.stringValue(), ours.stringValue());
            compare(differences, path, known == null ? ours.stringValue() : known, ours.stringValue());
        } else if (recorded.isNumber() && ours.isNumber()) {
            compare(differences, path, recorded.doubleValue(), ours.doubleValue());
        } else if (!recorded.equals(ours)) {
            differences.add(path + " is " + ours + " and not " + recorded);
        }
    }

    private static void compare(List<String> differences, String what, Object recorded, Object ours) {
        if (!recorded.equals(ours)) {
            differences.add(what + " is " + ours + " and not " + recorded);
        }
    }

    private static Set<String> words(String list) {
        return Set.of(list.split(", "));
    }

    private String ours(String text) {
        String translated = text;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            translated = translated.replace(id.getKey(), id.getValue());
        }
        return translated;
    }
}
