package fieldlink.cli.powerhub;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.cli.ExitCode;
import fieldlink.cli.main.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerHubCommandsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({
        "set 0 255, 0000ff",
        "fade 1 128 2s, 01018007d0",
        "fade 1 128 2000, 01018007d0",
        "blink 2 1.5s, 020205dc",
        "strobe 3 5 500ms 200ms, 03030501f400c8",
        "set 0 255 ; fade 5 0 0, 0000ff0105000000",
        "sleep-threshold 12.5V, 0130d4",
        "wake-threshold 13200, 023390",
        "high 60, 111770",
        "recover 55.25, 121595",
        "-- high -5.5, 11fdda",
        "sleep, 030000",
        "wake, 040000"
    })
    void encodes(String words, String hex) {
        assertThat(run("", "powerhub encode " + words.replace(';', ','))).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).isEqualTo(hex + System.lineSeparator());
    }

    @Test
    void thresholdsAreTwoWrites() {
        run("", "powerhub encode thresholds 12500 13200 --spaced");
        assertThat(text(out)).isEqualToNormalizingNewlines("01 30 d4\n02 33 90\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set 6 0 | channel 6 does not exist",
                "set 0 256 | level 256 is outside 0 to 255",
                "set 0 | level is missing",
                "set 0 1 2 | '2' is one word too many",
                "blink 2 4 | blink period 4 ms would reboot the hub: the shortest is 20 ms",
                "blink 2 0 | blink period 0 ms is ignored by the firmware",
                "strobe 3 5 2 200 | strobe total 2 ms would reboot the hub: 5 flashes need at least 100 ms",
                "strobe 3 5 500 9 | strobe pause 9 ms would reboot the hub",
                "fade 0 255 4 | fade to level 255 in 4 ms would reboot the hub",
                "fade 0 255 66s | outside 0 to 65535 ms",
                "blink 0 1x | blink period '1x' is no number",
                "thresholds 13200 12500 | sleep threshold 13200 mV must be below wake threshold 12500 mV",
                "sleep 1 | 'sleep' takes 0 numbers",
                "glow 1 | 'glow' is no command"
            })
    void refusesWhatTheHubWouldNotDo(String words, String reason) {
        assertThat(run("", "powerhub encode " + words)).isEqualTo(ExitCode.USAGE);
        assertThat(text(out)).isEmpty();
        assertThat(text(err)).contains(reason);
    }

    @Test
    void theLaboratoryMayEncodeAnything() {
        run("", "powerhub encode --unsafe blink 2 4");
        assertThat(text(out).trim()).isEqualTo("02020004");
    }

    @Test
    void decodesEveryCommand() {
        run("", "powerhub decode FFF1 0000ff01018007d0020203e803030501f400c8");
        assertThat(text(out).trim())
                .isEqualTo("{\"ok\":true,\"commands\":[{\"mode\":\"set\",\"channel\":0,\"level\":255},"
                        + "{\"mode\":\"fade\",\"channel\":1,\"level\":128,\"duration_ms\":2000},"
                        + "{\"mode\":\"blink\",\"channel\":2,\"period_ms\":1000},"
                        + "{\"mode\":\"strobe\",\"channel\":3,\"count\":5,\"total_ms\":500,\"pause_ms\":200}]}");
    }

    @Test
    void keepsTheCommandsBeforeAnError() {
        assertThat(run("", "powerhub decode fff1 0000ff0006ff")).isEqualTo(ExitCode.FAILED);
        assertThat(text(out).trim())
                .isEqualTo(
                        "{\"ok\":false,\"error\":\"at byte 4: expected a channel from 0 to 5, found 6\",\"offset\":4,"
                                + "\"commands\":[{\"mode\":\"set\",\"channel\":0,\"level\":255}]}");
    }

    @Test
    void warnsOfACommandThatRebootsTheHub() {
        assertThat(run("", "powerhub decode FFF1 02020004")).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).contains("\"period_ms\":4");
        assertThat(text(err)).contains("blink period 4 ms would reboot the hub");
    }

    @Test
    void readsOneFrameALineAndGoesOnAfterABadOne() {
        assertThat(run("00:01:02:03:04:05\n\n0x00\nzz\nff00000000ff\n", "powerhub decode levels --json"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(text(out).lines().toList())
                .containsExactly(
                        "{\"ok\":true,\"levels\":[0,1,2,3,4,5]}",
                        "{\"ok\":false,\"error\":\"at byte 1: expected 6 levels (4 on old boards), found 1 bytes\","
                                + "\"offset\":1}",
                        "{\"ok\":false,\"error\":\"'zz' is no hex: 'z' at character 1\",\"offset\":0}",
                        "{\"ok\":true,\"levels\":[255,0,0,0,0,255]}");
    }

    @Test
    void decodesPowerSettingsAndOrders() {
        run("", "powerhub decode FFF5 1770157c30d43390 0130d4 000000001770157c30d4339000000000");
        assertThat(text(out).lines().toList())
                .containsExactly(
                        "{\"ok\":true,\"layout\":\"P8\",\"high_centi\":6000,\"recover_centi\":5500,\"sleep_mv\":12500,"
                                + "\"wake_mv\":13200}",
                        "{\"ok\":true,\"layout\":\"command\",\"command\":\"sleep_threshold\",\"sleep_mv\":12500}",
                        "{\"ok\":true,\"layout\":\"P16A\",\"vin_mv\":0,\"temp_centi\":null,\"high_centi\":6000,"
                                + "\"recover_centi\":5500,\"sleep_mv\":12500,\"wake_mv\":13200,"
                                + "\"flags\":{\"thermal_active\":false,\"temp_valid\":false}}");
    }

    @Test
    void absentReadingsAreNull() {
        run("", "powerhub decode FFF6 32d980000955bf80000041480000ffffffffbf800000bf800000000000001c00");
        assertThat(text(out).trim())
                .isEqualTo("{\"ok\":true,\"layout\":\"M32\",\"vin_mv\":13017,\"power_temp_centi\":null,"
                        + "\"control_temp_centi\":2389,\"channel_currents\":[null,12.5,null,null,null,0.0],"
                        + "\"flags\":{\"thermal_active\":false,\"temp_valid\":false,\"current_valid\":true,"
                        + "\"calibrated\":true,\"peripheral_power\":true}}");
    }

    @Test
    void aTruncatedMonitorFrameSaysWhatToDo() {
        run("", "powerhub decode FFF6 --layout M36 32d909d009550000000000000000000000000000");
        assertThat(text(out)).contains("\"offset\":20", "MTU of at least 39");
    }

    @Test
    void simulatesAHubThatIsToldWhatHappens() {
        String script = """
                # what the document prints as a blink of one second
                subscribe FFF0
                set 0 255 , fade 1 128 2s
                write FFF1 02 02 00 04
                connect
                read FFF5
                nonsense
                temperature 61
                advance 3s
                """;
        assertThat(run(script, "powerhub simulate --firmware d5e99a2")).isEqualTo(ExitCode.FAILED);
        assertThat(text(out).lines().toList())
                .containsExactly(
                        "at_ms=0 event=duty channel=0 duty=8191",
                        "at_ms=0 event=notification characteristic=fff0 value=ff0000000000",
                        "at_ms=0 event=fade channel=1 duty=4111 ms=2000",
                        "at_ms=0 event=notification characteristic=fff0 value=ff8000000000",
                        "at_ms=0 event=write characteristic=fff1 att=0 queued=2",
                        "at_ms=0 event=duty channel=2 duty=0",
                        "at_ms=0 event=crashed assertion=timer of output 2 started with no ticks",
                        "at_ms=0 event=booted",
                        "at_ms=0 event=write characteristic=fff1 att=0 queued=1",
                        "at_ms=0 event=read characteristic=fff5 att=0 value=1770157c30d43390",
                        "at_ms=0 event=error error='nonsense' is no command; it is one of " + CommandWords.FORMS,
                        "at_ms=3000 event=duty channel=0 duty=0",
                        "at_ms=3000 event=duty channel=1 duty=0",
                        "at_ms=3000 event=duty channel=2 duty=0",
                        "at_ms=3000 event=duty channel=3 duty=0",
                        "at_ms=3000 event=duty channel=4 duty=0",
                        "at_ms=3000 event=duty channel=5 duty=0",
                        "at_ms=3000 event=overheated");
        assertThat(text(err)).startsWith("Simulated PowerHub, no hardware involved");
    }

    @Test
    void simulatesInJson() {
        run("blink 2 1s\nadvance 500ms\nsleep\nread FFF0\n", "powerhub simulate --json");
        assertThat(text(out).lines().toList())
                .startsWith(
                        "{\"at_ms\":0,\"event\":\"duty\",\"channel\":2,\"duty\":0}",
                        "{\"at_ms\":0,\"event\":\"write\",\"characteristic\":\"fff1\",\"att\":0,\"queued\":1}",
                        "{\"at_ms\":500,\"event\":\"duty\",\"channel\":2,\"duty\":8191}")
                .endsWith(
                        "{\"at_ms\":500,\"event\":\"fell_asleep\"}",
                        "{\"at_ms\":500,\"event\":\"write\",\"characteristic\":\"fff5\",\"att\":-1}",
                        "{\"at_ms\":500,\"event\":\"error\",\"error\":\"the hub is asleep\"}");
    }

    private ExitCode run(String input, String line) {
        return Main.run(
                List.of(line.split(" ")),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
