package fieldlink.ccm.config;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Drive;
import fieldlink.ccm.actuator.Kind;
import fieldlink.ccm.engine.Exclusion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Acceptance rows 100 and 101. */
class ConfigFileTest {
    private static final String GOOD = """
            actuators:
              W:
                type: duration
                full_open_sec: 61
                full_close_sec: 56
                open_ccm: {type: VenSdWin, order: 1}
                close_ccm: {type: VenSdWin, order: 2}
            """;

    @Test
    void row101TheMemosSampleLoadsUnchangedAndIsWarnedOfItsTimes() throws IOException {
        ConfigFile.Loaded loaded = ConfigFile.parse(memo());
        assertThat(loaded.config()).isPresent();
        assertThat(loaded.problems()).hasSize(4).allSatisfy(problem -> {
            assertThat(problem.fatal()).isFalse();
            assertThat(problem.message()).contains("measure");
        });
        var actuators = loaded.config().orElseThrow().settings().actuators();
        assertThat(actuators).hasSize(12);
        ActuatorSpec window = Objects.requireNonNull(actuators.get("VenSdWin"));
        assertThat(window.drive()).isInstanceOf(Drive.ByPosition.class);
        assertThat(window.drive().tuples().get(0)).hasToString("VenSdWinrcA@1/61/1");
        ActuatorSpec valve = Objects.requireNonNull(actuators.get("Irri"));
        assertThat(valve.kind())
                .isInstanceOfSatisfying(
                        Kind.Valve.class,
                        kind -> assertThat(kind.limits().longestOrNull()).isEqualTo(Duration.ofHours(1)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            unknown key                 | type: duration\\nfull_open_sec: 61\\nfull_close_sec: 56\\nful_open: 3                   | W.ful_open: is unknown
            missing type                | full_open_sec: 61\\nfull_close_sec: 56                                                  | W: needs type
            no opening time             | type: duration\\nfull_close_sec: 56                                                    | needs full_open_sec
            no closing time             | type: duration\\nfull_open_sec: 56                                                     | needs full_close_sec
            time zero                   | type: duration\\nfull_open_sec: 0\\nfull_close_sec: 56                                  | W.full_open_sec: 0 is outside
            time too long               | type: duration\\nfull_open_sec: 3601\\nfull_close_sec: 56                               | 3601 is outside
            time no number              | type: duration\\nfull_open_sec: soon\\nfull_close_sec: 56                               | expected a number, found 'soon'
            time a boolean              | type: duration\\nfull_open_sec: true\\nfull_close_sec: 56                               | expected a number, found 'true'
            valve without maximum       | type: duration\\nhas_limit: false                                                      | needs max_duration_sec
            valve beyond an hour        | type: duration\\nhas_limit: false\\nmax_duration_sec: 3601                              | 3601 is outside
            negative cooling            | type: onoff\\ncooling_sec: -1                                                          | W.cooling_sec: -1 is outside
            reversal below cooling      | type: duration\\nfull_open_sec: 61\\nfull_close_sec: 56\\ncooling_sec: 20\\nreverse_cooling_sec: 10 | is less than cooling_sec
            type not in list            | type: onoff\\nccm: {type: Toaster}                                                     | 'Toaster' is no actuator type
            type too long               | type: onoff\\nccm: {type: CirHoriFan, ntype: abcdefgh}                                 | nodes keep 19
            room out of range           | type: onoff\\nccm: {type: VenFan, room: 128}                                           | W.ccm.room: 128 is outside
            region out of range         | type: onoff\\nccm: {type: VenFan, region: 128}                                         | W.ccm.region: 128 is outside
            order out of range          | type: onoff\\nccm: {type: VenFan, order: 30001}                                        | W.ccm.order: 30001 is outside
            same tuple both ways        | type: duration\\nfull_open_sec: 61\\nfull_close_sec: 56\\nopen_ccm: {type: VenSdWin}\\nclose_ccm: {type: VenSdWin} | is the same as open_ccm
            priority out of range       | type: onoff\\nccm: {type: VenFan}\\npriority: {levels: {1: 31}}                        | 31 is outside
            priorities that do not grow | type: onoff\\nccm: {type: VenFan}\\npriority: {levels: {2: 10, 3: 10}}                 | must grow
            limits upside down          | type: duration\\nfull_open_sec: 61\\nfull_close_sec: 56\\nmin_pct: 60\\nmax_pct: 50       | is not below max_pct
            guard below the overrun     | type: duration\\nfull_open_sec: 61\\nfull_close_sec: 56\\nguard: 1.05                    | is less than 1 + overrun
            refresh beyond validity     | type: onoff\\nccm: {type: VenFan}\\nvalidity_sec: 3\\nrefresh_sec: 3                     | it would forget us
            unknown profile             | type: onoff\\nccm: {type: VenFan}\\nprofile: acme                                       | 'acme' is none of
            a key twice                 | type: onoff\\ntype: onoff                                                              | stands here twice
            a motor by one relay        | type: duration\\nfull_open_sec: 61\\nfull_close_sec: 56\\ndrive: single                  | nothing says which way
            """)
    void row100EachMistakeIsNamedWithItsPlace(String what, String entry, String message) {
        String text = "actuators:\n  W:\n    " + entry.replace("\\n", "\n    ") + "\n";
        ConfigFile.Loaded loaded = ConfigFile.parse(text);
        assertThat(loaded.config()).as(what).isEmpty();
        assertThat(loaded.problems()).anySatisfy(problem -> {
            assertThat(problem.fatal()).isTrue();
            assertThat(problem.text("house.yaml"))
                    .matches("house\\.yaml:[2-9]: actuators\\.W.*")
                    .contains(message);
        });
    }

    @Test
    void row100MistakesOfTheWholeHouseAreNamedToo() {
        assertMistake("calibration: {daily_reset_hour: 24}\n" + GOOD, "24 is outside 0 to 23");
        assertMistake("timezone: Mars/Olympus\n" + GOOD, "is no time zone");
        assertMistake(
                GOOD
                        + "  V:\n    type: duration\n    full_open_sec: 61\n    full_close_sec: 56\n"
                        + "    open_ccm: {type: VenSdWin, order: 2}\n    close_ccm: {type: VenSdWin, order: 3}\n",
                "is already used by W");
        assertMistake("safety: {rain: {actuators: [X]}}\n" + GOOD, "'X' is no motor");
        assertMistake("", "the file is empty");
        assertMistake("actuators: [", "is no YAML");
    }

    @Test
    void row100AllMistakesAreListedAtOnceInTheOrderOfTheFile() {
        ConfigFile.Loaded loaded = ConfigFile.parse("""
                actuators:
                  A: {type: duration, full_open_sec: 0, full_close_sec: yes}
                  B: {type: onoff, profile: none_such}
                timezone: nowhere
                nonsense: 1
                """);
        assertThat(loaded.problems().stream().filter(ConfigProblem::fatal).map(ConfigProblem::line))
                .hasSizeGreaterThanOrEqualTo(5)
                .isSorted();
    }

    @Test
    void heatingAndCoolingExcludeEachOtherWhateverTheyAreCalled() {
        HouseConfig house = ConfigFile.parse("""
                actuators:
                  burner: {type: onoff, ccm: {type: AirHeatBurn}}
                  chiller: {type: onoff, ccm: {type: AirCoolHP}}
                """).config().orElseThrow();
        assertThat(house.settings().exclusions())
                .containsExactly(new Exclusion("heat_cool", Set.of("burner"), Set.of("chiller")));
    }

    @Test
    void aSingleTravelTimeStillLoadsAsBothWithAWarning() {
        ConfigFile.Loaded loaded = ConfigFile.parse("actuators: {VenSdWin: {type: duration, full_travel_sec: 62}}");
        assertThat(loaded.config()).isPresent();
        assertThat(loaded.problems()).hasSize(1).allMatch(problem -> !problem.fatal());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true             | VenSdWinopr@1/71/2",
                "{}               | VenSdWinopr@1/71/2",
                "{order: 9}       | VenSdWinopr@1/71/9",
                "{type: Relay, room: 3, ntype: aXX} | Relayopr.aXX@3/71/2",
            })
    void aNodeReportsWhereItIsCommandedUnlessToldOtherwise(String feedback, String tuple) {
        ConfigFile.Loaded loaded = ConfigFile.parse("actuators: {W: {type: duration, full_open_sec: 61,"
                + " full_close_sec: 56, ccm: {type: VenSdWin, region: 71, order: 2}, feedback: " + feedback + "}}");
        assertThat(loaded.problems()).isEmpty();
        ActuatorSpec window =
                loaded.config().orElseThrow().settings().actuators().get("W");
        assertThat(window.feedback())
                .hasValueSatisfying(found -> assertThat(found).hasToString(tuple));
    }

    @Test
    void aSenseThatChangesNothingIsWarnedOf() {
        ConfigFile.Loaded loaded = ConfigFile.parse(GOOD + "    sense: inverted\n");
        assertThat(loaded.config()).isPresent();
        assertThat(loaded.problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.text("f")).startsWith("f:8: warning: actuators.W.sense: changes nothing"));
    }

    @Test
    void aRefreshOfItsOwnIsUsed() {
        ConfigFile.Loaded loaded = ConfigFile.parse("actuators: {VenFan: {type: onoff, refresh_sec: 0.5}}");
        ActuatorSpec fan = loaded.config().orElseThrow().settings().actuators().get("VenFan");
        assertThat(fan.wire().cadence().refresh()).isEqualTo(Duration.ofMillis(500));
    }

    private static void assertMistake(String text, String message) {
        ConfigFile.Loaded loaded = ConfigFile.parse(text);
        assertThat(loaded.config()).isEmpty();
        assertThat(loaded.problems())
                .anyMatch(problem -> problem.fatal() && problem.message().contains(message));
    }

    private static String memo() throws IOException {
        try (InputStream in = Objects.requireNonNull(ConfigFileTest.class.getResourceAsStream("memo.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
