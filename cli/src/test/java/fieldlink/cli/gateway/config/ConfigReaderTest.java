package fieldlink.cli.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ble.ipc.Endpoint;
import fieldlink.jobs.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
    private static final Path SAMPLE = Path.of("../docs/reference/fieldlink.yaml");
    private static final Map<String, String> ENVIRONMENT = Map.of("XDG_RUNTIME_DIR", "/run/user/1000");

    @TempDir
    Path folder;

    @Test
    void everyWrongKeyAndValueIsToldAtOnceWithItsLine() {
        LoadedConfig loaded = read("""
                stat: /var/lib/fieldlink
                health: {port: 70000}
                ble:
                  radio: wifi
                  adapters: [hci0, "no such"]
                  cache_ttl_sec: soon
                powerhub:
                  hubs: {lights: 12:34, pumps: AA:BB:CC:DD:EE:02}
                  scenes:
                    evening: [{hub: heater, commands: "set 0 0"}, {hub: pumps, commands: "set 9 0"}]
                jobs:
                  database: {url: mysql://x}
                  keep_days: 0
                robot: {ports: 8000}
                """);
        assertThat(loaded.config()).isEmpty();
        assertThat(loaded.problems())
                .extracting(line -> line.substring(line.indexOf(':')))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).startsWith(":1: stat: is unknown here"),
                        line -> assertThat(line).startsWith(":2: health.port: 70000 is outside"),
                        line -> assertThat(line).startsWith(":4: ble.radio: 'wifi' is none of bluez, sim"),
                        line -> assertThat(line).startsWith(":5: ble.adapters:"),
                        line -> assertThat(line).startsWith(":6: ble.cache_ttl_sec: expected a number, found 'soon'"),
                        line -> assertThat(line).startsWith(":8: powerhub.hubs.lights:"),
                        line -> assertThat(line).startsWith(":10: powerhub.scenes.evening[0].hub: 'heater' is no hub"),
                        line -> assertThat(line).startsWith(":10: powerhub.scenes.evening[1].commands:"),
                        line -> assertThat(line).startsWith(":10: powerhub.scenes.evening: a scene needs steps"),
                        line -> assertThat(line).startsWith(":12: jobs.database.url: needs an address like"),
                        line -> assertThat(line).startsWith(":13: jobs.keep_days: 0 is outside"),
                        line -> assertThat(line).startsWith(":14: robot.ports: is unknown here"));
    }

    @Test
    void theSampleIsRightAndSaysTheDefaults() throws IOException {
        LoadedConfig sample = read(Files.readString(SAMPLE));
        assertThat(sample.problems()).isEmpty();
        GatewayConfig shown = sample.config().orElseThrow();
        GatewayConfig standard = read("{ble: {}, jobs: {}, robot: {}}").config().orElseThrow();
        assertThat(shown.health()).isEqualTo(standard.health());
        GatewayConfig.Jobs jobs = shown.parts().jobs().orElseThrow();
        assertThat(jobs).isEqualTo(standard.parts().jobs().orElseThrow());
        GatewayConfig.Ble ble = shown.parts().ble().orElseThrow();
        assertThat(ble.endpoint()).isEqualTo(new Endpoint.Unix(Path.of("/run/fieldlink/ble.sock")));
        assertThat(ble.cacheTtl())
                .isEqualTo(standard.parts().ble().orElseThrow().cacheTtl());
        assertThat(shown.parts().robot().orElseThrow().host().port())
                .isEqualTo(standard.parts().robot().orElseThrow().host().port());
        assertThat(shown.parts().powerHub().orElseThrow().scenes()).hasSize(1);
    }

    /** What stands in comments is a promise too. */
    @Test
    void whatTheSampleKeepsInCommentsIsRightAsWell() throws IOException {
        String without = Pattern.compile("(?m)^( *)# (?= *[a-z_]+:(\\s|$))")
                .matcher(Files.readString(SAMPLE))
                .replaceAll("$1")
                .replace("  house: actuators.yaml", "")
                .replace(
                        "  config: robot.yaml", "  config: " + Files.writeString(folder.resolve("robot.yaml"), "{}\n"));
        LoadedConfig loaded = read(without);
        assertThat(loaded.problems()).isEmpty();
        GatewayConfig.Jobs jobs = loaded.config().orElseThrow().parts().jobs().orElseThrow();
        assertThat(jobs.databaseOrNull()).isNotNull();
        assertThat(jobs.chat().variables()).containsEntry("OPENAI_API_KEY", "secret");
    }

    @Test
    void aHouseInAFileOfItsOwnIsReadAndItsMistakesNameThatFile() throws IOException {
        Files.writeString(folder.resolve("house.yaml"), "actuators: {w: {type: nonsense}}\n");
        LoadedConfig loaded = read("ccm: {house: house.yaml}");
        assertThat(loaded.config()).isEmpty();
        assertThat(loaded.problems())
                .allMatch(line -> line.startsWith(folder.resolve("house.yaml") + ":1: actuators.w"));
        assertThat(loaded.problems()).isNotEmpty();
        assertThat(read("ccm: {house: nowhere.yaml}").problems())
                .singleElement()
                .asString()
                .contains("ccm.house: cannot be read");
    }

    @Test
    void aMissingSectionIsOffAndSoIsOneThatSaysSo() {
        GatewayConfig.Parts parts = read("{jobs: {legacy: true}, robot: {enabled: false}}")
                .config()
                .orElseThrow()
                .parts();
        assertThat(List.of(parts.ble(), parts.powerHub(), parts.ccm(), parts.robot()))
                .allMatch(java.util.Optional::isEmpty);
        assertThat(parts.jobs().orElseThrow().server().mode()).isEqualTo(ServerSettings.Mode.LEGACY);
    }

    @Test
    void theRobotsOperatorsNeedTheJobServer() {
        assertThat(read("robot: {operators: true}").problems())
                .singleElement()
                .asString()
                .contains("robot.operators", "switch the section jobs on");
        GatewayConfig both =
                read("{jobs: {}, robot: {operators: true}}").config().orElseThrow();
        assertThat(both.parts().robot().orElseThrow().operators()).isTrue();
    }

    @Test
    void hubsNeedTheRadio() {
        assertThat(read("powerhub: {hubs: {a: AA:BB:CC:DD:EE:02}}").problems())
                .singleElement()
                .asString()
                .contains("switch the section ble on");
    }

    @Test
    void whatIsShownKeepsSecretsAndCanBeReadAgain() {
        GatewayConfig config = read("""
                        ble: {cache_ttl_sec: 2.5}
                        powerhub: {hubs: {a: AA:BB:CC:DD:EE:02}}
                        jobs:
                          database: {url: "jdbc:postgresql://db/x", password: very-secret}
                          chat: {api_key: sk-very-secret}
                        """).config().orElseThrow();
        String shown = String.join("\n", ShownConfig.lines(config));
        assertThat(shown).doesNotContain("very-secret").contains("password: ****", "api_key: ****");
        GatewayConfig again = read(shown.replaceAll("\\*+", "masked")).config().orElseThrow();
        assertThat(again.parts().ble().orElseThrow().cacheTtl()).isEqualTo(Duration.ofMillis(2500));
        assertThat(again.parts().powerHub()).isEqualTo(config.parts().powerHub());
        assertThat(config.toString()).doesNotContain("very-secret");
    }

    private LoadedConfig read(String yaml) {
        return ConfigReader.read(
                yaml,
                new ConfigReader.Surroundings(
                        folder.resolve("fieldlink.yaml"), Path.of("/var/lib/fieldlink"), ENVIRONMENT));
    }
}
