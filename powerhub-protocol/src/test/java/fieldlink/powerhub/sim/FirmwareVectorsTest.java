package fieldlink.powerhub.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replays what the vendor's own firmware sources answered when they were run on a computer: against the codec, and
 * against the simulator in the firmware age that the vector names. {@code -Dfieldlink.vectors=PATH} replays another
 * file; the one beside this test is a sample.
 */
class FirmwareVectorsTest {
    private static final String SAMPLE = "/fieldlink/powerhub/powerhub-vectors.jsonl";
    private static final int MISMATCHES_SHOWN = 10;

    private static final Map<String, Consumer<JsonNode>> REPLAYS = Map.ofEntries(
            Map.entry("meta", vector -> assertThat(vector.get("schema").asInt()).isEqualTo(1)),
            Map.entry("gatt", CodecReplay::gatt),
            Map.entry("adv", CodecReplay::advertisement),
            Map.entry("parse", vector -> {
                CodecReplay.parse(vector);
                SimulatorReplay.parse(vector);
            }),
            Map.entry("powerRead", CodecReplay::powerSettings),
            Map.entry("powerNotify", CodecReplay::powerSettings),
            Map.entry("monitor", vector -> {
                CodecReplay.monitor(vector);
                SimulatorReplay.monitor(vector);
            }),
            Map.entry("write", SimulatorReplay::write),
            Map.entry("powerWrite", SimulatorReplay::powerWrite),
            Map.entry("state", SimulatorReplay::state),
            Map.entry("trace", SimulatorReplay::trace),
            Map.entry("boot", SimulatorReplay::boot),
            Map.entry("thermal", SimulatorReplay::thermal),
            Map.entry("lowVoltage", SimulatorReplay::lowVoltage));

    @TestFactory
    Stream<DynamicTest> everyVectorOfEveryKindMatches() {
        Map<String, List<JsonNode>> byKind = new LinkedHashMap<>();
        JsonMapper json = new JsonMapper();
        vectors()
                .lines()
                .filter(line -> !line.isBlank())
                .map(json::readTree)
                .forEach(vector -> byKind.computeIfAbsent(vector.get("kind").asString(), kind -> new ArrayList<>())
                        .add(vector));
        assertThat(byKind).as("a file of vectors").isNotEmpty();
        return byKind.entrySet().stream()
                .map(kind -> DynamicTest.dynamicTest(
                        kind.getKey() + ": " + kind.getValue().size(), () -> replay(kind.getKey(), kind.getValue())));
    }

    private static void replay(String kind, List<JsonNode> vectors) {
        assertThat(REPLAYS).as("the kinds that can be replayed").containsKey(kind);
        Consumer<JsonNode> replay = Objects.requireNonNull(REPLAYS.get(kind));
        List<String> mismatches = new ArrayList<>();
        for (JsonNode vector : vectors) {
            try {
                replay.accept(vector);
            } catch (AssertionError | RuntimeException e) {
                mismatches.add(vector.path("id").asString() + ": " + e);
            }
        }
        System.out.println(kind + ": " + (vectors.size() - mismatches.size()) + " of " + vectors.size() + " match");
        assertThat(mismatches.stream().limit(MISMATCHES_SHOWN))
                .as("%d of %d vectors differ", mismatches.size(), vectors.size())
                .isEmpty();
    }

    private static String vectors() {
        String path = System.getProperty("fieldlink.vectors", "");
        try (InputStream sample = FirmwareVectorsTest.class.getResourceAsStream(SAMPLE)) {
            return path.isEmpty()
                    ? new String(Objects.requireNonNull(sample).readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
