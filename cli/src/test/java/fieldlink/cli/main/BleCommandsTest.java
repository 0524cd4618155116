package fieldlink.cli.main;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.cli.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The one-shot commands over the simulated world, from their words to what they print. */
class BleCommandsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aScanPrintsOneObjectForEachDeviceWithItsContractedFields() {
        assertThat(run("scan", "--simulate", "--json", "--count", "3", "--duration", "30s"))
                .isEqualTo(ExitCode.DONE);

        assertThat(out()).hasSize(3);
        assertThat(out().get(2))
                .startsWith("{\"address\":\"02:00:00:00:00:13\",\"name\":null,\"rssi\":-60,\"adapter\":\"hci0\","
                        + "\"advertisement_data\":{\"local_name\":null,\"manufacturer_data\":{\"2409\":\"020000000013\"},"
                        + "\"service_data\":{\"0000fd3d-0000-1000-8000-00805f9b34fb\":\"5400640195ac\"},"
                        + "\"service_uuids\":[]},\"timestamp\":")
                .matches(".*\"timestamp\":\\d+\\.\\d{3}}");
        assertThat(err()).contains("simulated");
    }

    @Test
    void aScanWithAFilterShowsOnlyWhatMatches() {
        assertThat(run("scan", "--simulate", "--name", "lamp", "--count", "1", "--duration", "30s"))
                .isEqualTo(ExitCode.DONE);

        assertThat(out()).hasSize(1);
        assertThat(out().get(0)).startsWith("02:00:00:00:00:12").contains("Lamp", "-60 dBm", "hci0", "fff0");
    }

    @Test
    void readPrintsTheValueWithItsService() {
        assertThat(run("read", "02:00:00:00:00:11", "2A19", "--json", "--simulate"))
                .isEqualTo(ExitCode.DONE);

        assertThat(out()).hasSize(1);
        assertThat(out().get(0))
                .startsWith(
                        "{\"address\":\"02:00:00:00:00:11\","
                                + "\"service\":\"0000180f-0000-1000-8000-00805f9b34fb\","
                                + "\"characteristic\":\"00002a19-0000-1000-8000-00805f9b34fb\",\"value\":\"57\",\"timestamp\":");
    }

    @Test
    void aDeviceMayBeNamedByWhatItCallsItself() {
        assertThat(run("read", "thermometer", "180F/2A19", "--simulate")).isEqualTo(ExitCode.DONE);

        assertThat(out()).containsExactly("57");
    }

    @Test
    void sendTakesBytesInAnySpellingAndIsQuiet() {
        assertThat(run("send", "Lamp", "FFF1", "0x80", "01:02", "--simulate")).isEqualTo(ExitCode.DONE);

        assertThat(out()).isEmpty();
    }

    @Test
    void watchEndsWhenItHasWhatItWaitsFor() {
        assertThat(run("watch", "Thermometer", "2A6E", "--count", "2", "--for", "60s", "--json", "--simulate"))
                .isEqualTo(ExitCode.DONE);

        assertThat(out()).hasSize(2).allSatisfy(line -> assertThat(line).contains("\"value\":\""));
    }

    @Test
    void watchThatWaitsInVainTimesOut() {
        assertThat(run("watch", "Lamp", "FFF1", "--count", "1", "--for", "200ms", "--simulate"))
                .isEqualTo(ExitCode.TIMED_OUT);
        assertThat(err()).contains("0 of 1");
    }

    @Test
    void aDeviceThatIsNotThereIsUnreachable() {
        assertThat(run("read", "02:00:00:00:00:99", "2A19", "--timeout", "300ms", "--simulate"))
                .isEqualTo(ExitCode.UNREACHABLE);
        assertThat(err()).contains("02:00:00:00:00:99 was not heard", "check that it is switched on");
    }

    @Test
    void aCharacteristicThatIsNotThereFailsAndNamesThoseThatAre() {
        assertThat(run("read", "Lamp", "FFF0/FFF9", "--simulate")).isEqualTo(ExitCode.FAILED);
        assertThat(err()).contains("no characteristic fff0/fff9", "the service has fff1");
    }

    @Test
    void whatTheCharacteristicDoesNotAllowIsRefused() {
        assertThat(run("send", "Thermometer", "2A19", "00", "--simulate")).isEqualTo(ExitCode.REFUSED);
        assertThat(err()).contains("cannot be written", "it allows read");
    }

    @Test
    void waitsForADeviceAndTellsByItsExitCodeWhetherItCame() {
        assertThat(run("wait", "ble/Thermometer", "--for", "online=true", "--simulate"))
                .isEqualTo(ExitCode.DONE);
        assertThat(run("wait", "ble/Nobody", "--for", "online=true", "--timeout", "300ms", "--simulate"))
                .isEqualTo(ExitCode.TIMED_OUT);
        assertThat(err()).contains("online is still unknown");
        assertThat(run("wait", "ble/02:00:00:00:00:11", "--for", "online=false", "--timeout", "1s", "--simulate"))
                .isEqualTo(ExitCode.TIMED_OUT);
        assertThat(run("wait", "ble/Thermometer", "--for", "colour=red", "--simulate"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("the fields are ");
        assertThat(run("wait", "Thermometer", "--for", "online=true", "--simulate"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aWatchThatCountsGivesUpAtItsTimeLimit() {
        assertThat(run("watch", "Lamp", "FFF1", "--count", "1", "--timeout", "1s", "--simulate"))
                .isEqualTo(ExitCode.TIMED_OUT);
    }

    @Test
    void wrongWordsAreUsageErrors() {
        assertThat(run("read", "Lamp", "FFFG", "--simulate")).isEqualTo(ExitCode.USAGE);
        assertThat(run("send", "Lamp", "FFF1", "--simulate")).isEqualTo(ExitCode.USAGE);
        assertThat(run("send", "Lamp", "FFF1", "8", "--simulate")).isEqualTo(ExitCode.USAGE);
        assertThat(run("send", "Lamp", "FFF1", "80", "--response", "--no-response", "--simulate"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("scan", "--rssi", "strong", "--simulate")).isEqualTo(ExitCode.USAGE);
        assertThat(out()).isEmpty();
    }

    private List<String> out() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private ExitCode run(String... args) {
        return Main.run(
                List.of(args),
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
    }
}
