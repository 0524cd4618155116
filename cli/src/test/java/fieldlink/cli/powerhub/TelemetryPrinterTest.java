package fieldlink.cli.powerhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.powerhub.HubException;
import fieldlink.powerhub.Telemetry;
import fieldlink.powerhub.WireBytes;
import fieldlink.powerhub.client.TelemetryEvent;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TelemetryPrinterTest {
    private static final TelemetryEvent M36 =
            measured("32d909d0095541480000bf8000003f0000004000000000000000ffffffffbe8000001d00");
    private static final TelemetryEvent M32 =
            measured("32d980000955bf80000041480000ffffffffbf800000bf800000000000001c00");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void csvHasTheNamesOnceAndNothingWhereNothingIsKnown() {
        TelemetryPrinter printer = printer(false, true);
        assertThat(M32.accept(printer) + M32.accept(printer)).isEqualTo(2);
        assertThat(text(out).lines().toList())
                .containsExactly(
                        "time,vin_mv,power_temp_centi,control_temp_centi,current_0,current_1,current_2,current_3,"
                                + "current_4,current_5,thermal_active",
                        "2026-01-02T03:04:05Z,13017,,2389,,12.500,,,,0.000,false",
                        "2026-01-02T03:04:05Z,13017,,2389,,12.500,,,,0.000,false");
    }

    @Test
    void theTableIsAlignedAndHasTheTotalWhereTheHubHasIt() {
        M36.accept(printer(false, false));
        assertThat(text(out)).isEqualToNormalizingNewlines("""
                        time                      vin_mv  power_temp_centi  control_temp_centi  total_current  current_0  current_1  current_2  current_3  current_4  current_5  thermal_active
                        2026-01-02T03:04:05Z       13017              2512                2389         12.500          -      0.500      2.000      0.000          -     -0.250            true
                        """);
    }

    @Test
    void jsonIsAFrameWithItsTime() {
        M32.accept(printer(true, false));
        assertThat(text(out))
                .startsWith("{\"ok\":true,\"timestamp\":1767323045.000,\"layout\":\"M32\",\"vin_mv\":13017,"
                        + "\"power_temp_centi\":null,");
    }

    @Test
    void aTornFrameIsReportedAndNotCounted() {
        TelemetryEvent torn = new TelemetryEvent.Malformed(WireBytes.parse("32d9"), "currents of two moments");
        assertThat(torn.accept(printer(false, false))).isZero();
        assertThat(text(err).strip()).isEqualTo("fieldlink: a frame is left out, currents of two moments: 32d9");
        assertThat(torn.accept(printer(true, false))).isZero();
        assertThat(text(out).strip())
                .isEqualTo("{\"ok\":false,\"timestamp\":1767323045.000,\"error\":\"currents of two moments\","
                        + "\"value\":\"32d9\"}");
    }

    @Test
    void aConnectionThatCutsFramesEndsIt() {
        TelemetryPrinter printer = printer(false, false);
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> new TelemetryEvent.Truncated(20, 35).accept(printer))
                .withMessageContaining("cut to 20 bytes: the connection needs an MTU of at least 35")
                .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED));
    }

    @Test
    void aHubThatStaysAwayEndsIt() {
        TelemetryPrinter printer = printer(false, false);
        assertThat(new TelemetryEvent.Interrupted().accept(printer)).isZero();
        assertThat(new TelemetryEvent.Resumed().accept(printer)).isZero();
        HubException reason = new HubException(HubException.Status.UNREACHABLE, "no answer");
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> new TelemetryEvent.GaveUp(reason).accept(printer))
                .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE));
        assertThat(text(err)).contains("the link is lost", "the hub is back");
    }

    private static TelemetryEvent measured(String hex) {
        return new TelemetryEvent.Measured(Telemetry.decode(WireBytes.parse(hex)));
    }

    private TelemetryPrinter printer(boolean json, boolean csv) {
        Console console = new Console(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                json);
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        return new TelemetryPrinter(console, csv, InstantSource.fixed(now));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
