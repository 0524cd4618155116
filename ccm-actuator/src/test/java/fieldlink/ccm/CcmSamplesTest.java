package fieldlink.ccm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every recorded packet reads as its record says. The records beside this test were made from formats and by breaking
 * good packets; a larger collection is read from {@code -Dfieldlink.ccm.samples=PATH}, or from beside the checkout.
 */
class CcmSamplesTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> KNOWN_WARNINGS =
            Arrays.stream(CcmWarning.values()).map(CcmWarning::code).collect(Collectors.toSet());

    static Stream<Named<JsonNode>> samples() throws IOException {
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        try (InputStream own = CcmSamplesTest.class.getResourceAsStream("ccm-samples.jsonl")) {
            lines.addAll(new String(own.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
        Optional<Path> more = collection();
        if (more.isPresent()) {
            lines.addAll(Files.readAllLines(more.get()));
        }
        for (String line : lines) {
            JsonNode sample = JSON.readTree(line);
            byId.put(sample.get("id").asString(), sample);
        }
        return byId.values().stream()
                .map(sample -> Named.of(
                        sample.get("id").asString() + " " + sample.get("source").asString(), sample));
    }

    private static Optional<Path> collection() {
        String named = System.getProperty("fieldlink.ccm.samples", "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        Path beside = Path.of(System.getProperty("fieldlink.root"), "..", "shared", "golden", "ccm-samples.jsonl");
        return Optional.of(beside).filter(Files::exists);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsAsItsRecordSays(JsonNode sample) {
        byte[] bytes = bytes(sample);
        CcmParse parse = CcmReader.read(bytes, 0, bytes.length);
        JsonNode expected = sample.get("expect");

        assertThat(actual(parse)).isEqualTo(expected(expected));
        checkWarnings(parse, expected);
        if (parse instanceof CcmParse.Parsed parsed) {
            CcmPacket packet = parsed.packet();
            assertThat(packet.version().orElse(null)).isEqualTo(text(expected.get("ver")));
            assertThat(packet.ip().map(Object::toString).orElse(null)).isEqualTo(text(expected.get("ip")));
            checkNumbers(packet, expected.get("data"));
        }
    }

    /** All that must be equal as it stands; numbers are compared apart. */
    private static Map<String, Object> actual(CcmParse parse) {
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("ok", parse instanceof CcmParse.Parsed);
        if (parse instanceof CcmParse.Malformed malformed) {
            seen.put("error", malformed.defect().code());
        } else if (parse instanceof CcmParse.Parsed parsed) {
            CcmMessage message = parsed.packet().message();
            seen.put("msg", message.element());
            seen.put("attrs", message.attributes());
            seen.put(
                    "data",
                    message instanceof CcmMessage.Values values
                            ? values.data().stream().map(CcmSamplesTest::fields).toList()
                            : List.of());
        }
        return seen;
    }

    private static Map<String, Object> expected(JsonNode expect) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("ok", expect.get("ok").asBoolean());
        if (expect.has("error")) {
            wanted.put("error", expect.get("error").asString());
            return wanted;
        }
        wanted.put("msg", expect.get("msg").asString());
        wanted.put("attrs", strings(expect.get("attrs")));
        wanted.put(
                "data",
                expect.get("data").valueStream().map(CcmSamplesTest::fields).toList());
        return wanted;
    }

    private static Map<String, Object> fields(CcmDatum datum) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", datum.type().text());
        fields.put("base", datum.type().base());
        fields.put("role", datum.type().role().map(CcmRole::suffix).orElse(null));
        fields.put(
                "inst",
                datum.type().instance().isPresent()
                        ? "" + datum.type().instance().getAsInt()
                        : null);
        fields.put("ntype", datum.type().nodeType().orElse(null));
        fields.put("room", datum.address().room());
        fields.put("region", datum.address().region());
        fields.put("order", datum.address().order());
        fields.put("priority", datum.priority());
        fields.put("priority_eff", datum.effectivePriority());
        fields.put("text", datum.text());
        fields.put("extra", datum.extra());
        return fields;
    }

    private static Map<String, Object> fields(JsonNode datum) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name : List.of("type", "base", "role", "inst", "ntype")) {
            fields.put(name, text(datum.get(name)));
        }
        for (String name : List.of("room", "region", "order", "priority")) {
            fields.put(name, datum.get(name).asInt());
        }
        JsonNode effective = datum.get("priority_eff");
        fields.put("priority_eff", (effective == null ? datum.get("priority") : effective).asInt());
        fields.put("text", datum.get("text").asString());
        fields.put("extra", strings(datum.get("extra")));
        return fields;
    }

    private static void checkNumbers(CcmPacket packet, JsonNode data) {
        if (packet.message() instanceof CcmMessage.Values values) {
            for (int i = 0; i < data.size(); i++) {
                JsonNode value = data.get(i).get("value");
                CcmDatum datum = values.data().get(i);
                assertThat(datum.number().isPresent()).as(datum.text()).isEqualTo(value.isNumber());
                if (value.isNumber()) {
                    assertThat(datum.number().getAsDouble()).isCloseTo(value.asDouble(), within(1e-9));
                }
            }
        }
    }

    /** A collection may name warnings that this receiver does not have; then those both have are compared. */
    private static void checkWarnings(CcmParse parse, JsonNode expected) {
        Set<String> wanted = new TreeSet<>();
        expected.get("warn").forEach(code -> wanted.add(code.asString()));
        Set<String> given = new TreeSet<>();
        parse.warnings().forEach(warning -> given.add(warning.code()));
        if (KNOWN_WARNINGS.containsAll(wanted)) {
            assertThat(given).isEqualTo(wanted);
        } else {
            wanted.retainAll(KNOWN_WARNINGS);
            assertThat(given).containsAll(wanted);
        }
    }

    private static byte[] bytes(JsonNode sample) {
        return sample.has("xml_b64")
                ? Base64.getDecoder().decode(sample.get("xml_b64").asString())
                : sample.get("xml").asString().getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> found = new LinkedHashMap<>();
        if (object != null) {
            object.forEachEntry((name, value) -> found.put(name, value.asString()));
        }
        return found;
    }

    private static String text(JsonNode node) {
        return node == null || node.isNull() ? null : node.asString();
    }
}
