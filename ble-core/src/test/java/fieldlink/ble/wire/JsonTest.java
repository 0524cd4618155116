package fieldlink.ble.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "-17",
                "1795166718.29",
                "123456789012345678901234567890",
                "NaN",
                "-Infinity",
                "\"caf\\u00e9 \\ud83d\\ude00 \\\"\\\\\\n\\u0001\"",
                "[]",
                "{}",
                "[1, [2, null], {\"a\": [], \"b\": {\"c\": false}}]",
            })
    void readsAndWritesAsPythonDoes(String text) {
        assertThat(read(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,]", "{\"a\" 1}", "{} {}", "nul", "'a'", "\"\u0001\""})
    void refusesWhatIsNoJson(String text) {
        assertThat(JsonReader.read(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void refusesDepthThatCouldExhaustTheStack() {
        assertThat(JsonReader.read("[".repeat(50_000).getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        assertThat(JsonReader.read(new byte[] {'"', (byte) 0xC3, (byte) 0x28, '"'}))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "false", "0", "0.0", "-0", "\"\"", "[]", "{}"})
    void knowsWhatPythonTakesForFalse(String text) {
        assertThat(read(text).isFalsy()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "NaN", "\"false\"", "[0]", "{\"a\": null}"})
    void knowsWhatPythonTakesForTrue(String text) {
        assertThat(read(text).isFalsy()).isFalse();
    }

    @Property
    void everyTextComesBack(@ForAll String text) {
        assertThat(read(Json.of(text).text())).isEqualTo(Json.of(text));
        assertThat(Json.of(text).text().chars()).allMatch(c -> c >= ' ' && c <= '~');
    }

    private static Json read(String text) {
        return JsonReader.read(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
