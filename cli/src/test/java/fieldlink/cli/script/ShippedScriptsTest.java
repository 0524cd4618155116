package fieldlink.cli.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fieldlink.ccm.config.ConfigFile;
import fieldlink.ccm.config.HouseConfig;
import fieldlink.cli.ExitCode;
import fieldlink.cli.main.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every script that comes with Fieldlink, against the house that comes with it. */
class ShippedScriptsTest {
    private static final String WINDOW = "side-window";
    private static final Map<String, String> VARIABLES =
            Map.of("window", WINDOW, "type", "VenSdWin", "room", "1", "region", "71", "order", "1");

    @ParameterizedTest
    @MethodSource("names")
    void itsTimelineCanBeShown(String name) {
        List<String> words = new ArrayList<>(List.of("script", "run", name, "--dry-run"));
        VARIABLES.forEach((variable, value) -> words.addAll(List.of("--set", variable + "=" + value)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ExitCode code = Main.run(
                words,
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of());
        assertThat(code).as(err.toString(UTF_8)).isEqualTo(ExitCode.DONE);
        assertThat(out.toString(UTF_8)).contains(WINDOW).doesNotContain("${");
    }

    @ParameterizedTest
    @MethodSource("names")
    void theSampleHouseHasWhatItMoves(String name) throws IOException {
        ScriptFile.Loaded loaded = ScriptFile.parse(Shipped.find(name).orElseThrow(), VARIABLES);
        assertThat(loaded.problems()).isEmpty();
        assertThat(sampleHouse().settings().actuators())
                .containsKeys(ScriptFile.actuators(Objects.requireNonNull(loaded.stepsOrNull()))
                        .toArray(String[]::new));
    }

    @Test
    void aVariableThatNobodySetIsNamed() {
        assertThatThrownBy(() -> ScriptFile.parse(Shipped.find("task-a").orElseThrow(), Map.of("window", WINDOW)))
                .hasMessageContaining("--set type=");
    }

    private static Stream<String> names() {
        return Shipped.NAMES.stream();
    }

    /** The house of {@code up --simulate}: the section that stands in its gateway's configuration. */
    private static HouseConfig sampleHouse() throws IOException {
        try (InputStream in =
                Shipped.class.getClassLoader().getResourceAsStream("fieldlink/cli/gateway/simulated.yaml")) {
            String gateway = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
            String section = gateway.substring(gateway.indexOf("\nccm:\n") + 6, gateway.indexOf("\njobs:"));
            String house = section.replaceAll("(?m)^  ", "").replace("${udp}", "18520");
            return ConfigFile.parse(house).config().orElseThrow();
        }
    }
}
