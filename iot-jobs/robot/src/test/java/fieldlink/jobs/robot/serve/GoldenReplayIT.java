package fieldlink.jobs.robot.serve;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.robot.rules.ArchiveRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The recorded exchanges of the original, replayed with its own client. What is to differ is listed in golden-
 * deviations.txt with the reason; everything else has to be the same, in the same order of keys.
 */
class GoldenReplayIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern CLOCK = Pattern.compile("\"ts\":[0-9.]+|\"n\":\\d+");

    @TempDir
    Path storage;

    @BeforeAll
    static void client() throws Exception {
        NodeClient.require();
    }

    @ParameterizedTest
    @CsvSource({
        "client-4.8, websocket, original",
        "client-4.8, polling, original",
        "client-4.7, websocket, original",
        "client-4.7, polling, original",
        "client-4.8, 'polling,websocket', default"
    })
    void everyStepIsAnsweredAsRecorded(String module, String transports, String manner) throws Exception {
        RobotConfig config = RobotConfig.DEFAULT.at("127.0.0.1", 0).in(storage).with(ArchiveRules.ORIGINAL);
        Map<String, String> deviations = deviations(manner);
        List<JsonNode> recorded = new ArrayList<>();
        Zips.resource("robot-golden.jsonl").lines().forEach(line -> recorded.add(JSON.readTree(line)));
        List<String> answers;
        try (RobotServer server = RobotServer.of(manner.equals("original") ? config.asOriginal() : config)
                .start()) {
            answers = NodeClient.run(
                    "replay.js", steps(recorded), module, "http://127.0.0.1:" + server.port(), transports);
        }
        List<String> differences = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < recorded.size(); i++) {
            String step = recorded.get(i).path("step").asString();
            String key = step + " #" + seen.merge(step, 1, Integer::sum);
            String expected = deviations.getOrDefault(key, deviations.getOrDefault(step, comparable(recorded.get(i))));
            String actual = i < answers.size() ? comparable(JSON.readTree(answers.get(i))) : "(nothing)";
            if (!actual.equals(expected)) {
                differences.add(key + "\n  recorded " + expected + "\n  answered " + actual);
            }
        }
        assertThat(differences).isEmpty();
    }

    /** One line of what the client saw, with what depends on the clock taken out. */
    private static String comparable(JsonNode step) {
        ObjectNode seen = JSON.createObjectNode();
        for (String field : List.of("connect", "connect_error", "data", "active", "ok", "ack", "connected")) {
            if (step.has(field)) {
                seen.set(field, step.get(field));
            }
        }
        List<String> pushes = new ArrayList<>();
        step.path("pushes").forEach(push -> {
            if (!push.path(0).asString().equals("tick")) {
                pushes.add(push.toString());
            }
        });
        return CLOCK.matcher(seen + " " + pushes).replaceAll("(clock)");
    }

    private static String steps(List<JsonNode> recorded) {
        Map<String, String> zips = zips();
        // One step carries the very archive that the recording was made with.
        recorded.forEach(step -> {
            String archive = step.path("args").path(0).path("zip_data").asString("");
            if (!archive.isEmpty()) {
                zips.put("update good", archive);
            }
        });
        StringBuilder steps = new StringBuilder();
        for (JsonNode step : recorded) {
            String name = step.path("step").asString();
            String line = step.toString();
            steps.append(line.contains("\"<zip>\"") ? line.replace("<zip>", zips.get(name)) : line)
                    .append('\n');
        }
        return steps.toString();
    }

    private static Map<String, String> zips() {
        Map<String, String> zips = new HashMap<>();
        zips.put("update nopy", Zips.of(Map.of("readme.txt", "no code")));
        zips.put("update badext", Zips.of(Map.of("a.so", "x", "b.sh", "x", "main.py", "")));
        zips.put("update slip", Zips.of(Map.of("../evil.py", "", "main.py", "")));
        zips.put("update abs", Zips.of(Map.of("/tmp/evil.py", "", "main.py", "")));
        zips.put("update tilde", Zips.of(Map.of("a~b.py", "", "main.py", "")));
        Map<String, String> many = new TreeMap<>();
        for (int i = 0; i < 11; i++) {
            many.put("m" + i + ".py", "");
        }
        zips.put("update many", Zips.of(many));
        zips.put("update bomb", Zips.of(Map.of("main.py", "#".repeat(5_000_000))));
        zips.put("update syntax", Zips.python("def broken(:\n"));
        zips.put("update nested", Zips.of(Map.of("project/main.py", "x = 1\n")));
        zips.put("update init_py", Zips.of(Map.of("__init__.py", "class R:\n    def go(self): return 1\nr = R()\n")));
        zips.put("update importpush", Zips.python("""
                        push_message = None
                        unset_at_import = push_message is None
                        class C:
                            def w(self): return [unset_at_import, push_message is not None]
                        c = C()
                        """));
        return zips;
    }

    /** Lines of: manner, step, expected; a comment before each group says why. */
    private static Map<String, String> deviations(String manner) {
        Map<String, String> deviations = new HashMap<>();
        for (String line : Zips.resource("golden-deviations.txt").lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split(" \\| ", 3);
                if (parts[0].equals("both") || parts[0].equals(manner)) {
                    deviations.put(parts[1], parts[2].replace("\\n", "\n"));
                }
            }
        }
        return deviations;
    }
}
