package fieldlink.cli.ccm;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CcmCommandsTest {
    private static final String WINDOW =
            "<?xml version=\"1.0\"?><UECS ver=\"1.00-E10\"><DATA type=\"VenSdWinopr.4.aXX\""
                    + " room=\"1\" region=\"71\" order=\"2\" priority=\"10\">30</DATA><IP>192.168.1.71</IP></UECS>";

    private final Shell shell = new Shell();

    @Test
    void decodesAPacketIntoTheDocumentedFields() {
        assertThat(shell.run("ccm", "decode", WINDOW)).isEqualTo(ExitCode.DONE);
        assertThat(shell.out())
                .isEqualToIgnoringNewLines("{\"ok\":true,\"ver\":\"1.00-E10\",\"ip\":\"192.168.1.71\",\"data\":["
                        + "{\"type\":\"VenSdWinopr.4.aXX\",\"base\":\"VenSdWin\",\"role\":\"opr\",\"instance\":\"4\","
                        + "\"ntype\":\"aXX\",\"room\":1,\"region\":71,\"order\":2,\"priority\":10,\"value\":30.0,"
                        + "\"text\":\"30\"}],\"warnings\":[]}");
    }

    @Test
    void textIsKeptAsTextAndAnEmptyValueIsNull() {
        shell.run("ccm", "decode", "<DATA type=\"cnd\">running</DATA>", "<DATA type=\"cnd\"/>");
        assertThat(shell.out())
                .contains("\"value\":\"running\",\"text\":\"running\"")
                .contains("\"value\":null,\"text\":\"\"")
                .contains("\"ver\":null,\"ip\":null")
                .contains("\"no_root\"");
    }

    @Test
    void readsHexAndLinesOfStandardInputAndGoesOnAfterAMalformedOne() {
        String hex = WINDOW.chars().mapToObj(c -> String.format("%02x", c)).collect(Collectors.joining(":"));
        assertThat(shell.withInput(hex + "\n\nnot xml\n" + WINDOW + "\n").run("ccm", "decode"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(shell.out().lines()).hasSize(3).element(1).isEqualTo("{\"ok\":false,\"error\":\"not_xml\"}");
        assertThat(shell.err()).contains("'<'");
    }

    @Test
    void aScanMessageNamesItselfAndItsAttributes() {
        shell.run("ccm", "decode", "<UECS ver=\"1.00-E10\"><CCMSCAN page=\"2\"/></UECS>");
        assertThat(shell.out()).contains("\"data\":[],\"message\":\"CCMSCAN\",\"attributes\":{\"page\":\"2\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ccm encode VenSdWinrcA 30 --region 71 --priority 10 --ip 192.168.1.64 | <DATA type=\"VenSdWinrcA\""
                        + " room=\"1\" region=\"71\" order=\"1\" priority=\"10\">30</DATA><IP>192.168.1.64</IP>",
                "ccm encode NODESCAN | <NODESCAN/>",
                "ccm encode CCMSCAN 2 | <CCMSCAN page=\"2\"/>",
                "ccm encode SEARCH InAirTemp --room 0 | <SEARCH type=\"InAirTemp\" room=\"0\" region=\"1\" order=\"1\"/>",
            })
    void encodesWhatAStrictSenderSends(String words, String part) {
        assertThat(shell.run(words.split(" "))).isEqualTo(ExitCode.DONE);
        assertThat(shell.out())
                .startsWith("<?xml version=\"1.0\"?><UECS ver=\"1.00-E10\">")
                .contains(part);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ccm encode VenSdWinrcA | needs a value",
                "ccm encode VenSdWinrcA ON | 'ON' cannot be sent",
                "ccm encode VenSdWinrcA 30 --room 128 | room 128",
                "ccm encode VenSdWinrcA 30 --priority 31 | priority 31",
                "ccm encode VenSdWinSouthUpperopr 30 | nodes keep 19",
                "ccm encode VenSdWinrcA 30 --ip 1.2.3 | '1.2.3' is no IPv4 address",
                "ccm send Ven-Win 1 | '-'",
                "ccm send IrrircA 1 --for 3x | '3x' is no duration",
                "ccm simulate --loss 2 | '2' is no probability",
                "ccm simulate --profile modern | 'modern' is none of ideal, uardecs",
            })
    void refusesWithTheReason(String words, String reason) {
        assertThat(shell.run(words.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).contains(reason);
    }

    @Test
    void aHouseIsRehearsedInVirtualTime(@TempDir Path folder) throws IOException {
        Path house = Files.writeString(folder.resolve("house.yaml"), WINDOW_AND_VALVE.formatted("10", "3"));
        assertThat(shell.run("ccm", "simulate", "--config", house.toString(), "--loss", "10%", "--json"))
                .as(shell.err())
                .isEqualTo(ExitCode.DONE);
        assertThat(shell.out().lines())
                .anyMatch(line -> line.contains("\"device\":\"side-window\",\"event\":\"rests\",\"believed_pct\":30.0"))
                .anyMatch(line -> line.contains("\"device\":\"irrigation\",\"event\":\"at rest\""))
                .noneMatch(line -> line.contains("STILL RUNS") || line.contains("finding"));
        assertThat(shell.err()).contains("nothing bad happened");
    }

    @Test
    void aRehearsalFindsTheSettingThatHurtsAMotor(@TempDir Path folder) throws IOException {
        Path house = Files.writeString(folder.resolve("house.yaml"), WINDOW_AND_VALVE.formatted("1", "0.5"));
        assertThat(shell.run("ccm", "simulate", "--config", house.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(shell.out()).contains("FOUND", "side-window");
    }

    @Test
    void aHouseWithMistakesIsNotRehearsed(@TempDir Path folder) throws IOException {
        Path house = Files.writeString(
                folder.resolve("house.yaml"), "actuators:\n  W: {type: duration, full_open_sec: 0}\nnonsense: 1\n");
        assertThat(shell.run("ccm", "simulate", "--config", house.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(shell.err()).contains("house.yaml:2:", "house.yaml:3:", "nothing was started");
        assertThat(shell.out()).isEmpty();
    }

    private static final String WINDOW_AND_VALVE = """
            actuators:
              side-window:
                type: duration
                full_open_sec: 65
                full_close_sec: 50
                cooling_sec: 1
                reverse_cooling_sec: %s
                reverse_dead_sec: %s
                open_ccm: {type: VenSdWin, room: 1, region: 71, order: 1}
                close_ccm: {type: VenSdWin, room: 1, region: 71, order: 2}
              irrigation:
                type: duration
                has_limit: false
                max_duration_sec: 600
                ccm: {type: Irri, room: 1, region: 71}
            """;

    @Test
    void theDoctorMovesNothingUnasked() {
        assertThat(shell.run("ccm", "doctor", "VenSdWin")).isEqualTo(ExitCode.REFUSED);
        assertThat(shell.err()).contains("--yes");
    }

    @Test
    void anUnknownInterfaceIsUnreachable() {
        assertThat(shell.run("ccm", "listen", "-i", "greenhouse9")).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(shell.err()).contains("greenhouse9", "ip -br addr");
    }
}
