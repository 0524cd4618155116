package fieldlink.powerhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames other than commands: levels, settings, orders, telemetry. Their ordinary bytes are in the firmware vectors. */
class FramesTest {
    private static final String HEAD_OF_MONITOR = "32d909d00955";
    private static final String NO_CURRENTS = "bf800000".repeat(6);
    private static final String GOOD_FLAGS = "1c00";

    @ParameterizedTest
    @CsvSource({
        "'', 0, 0 bytes",
        "32d909d009550000000000000000000000000000, 20, '20 bytes, the cut of a connection with MTU 23'",
        "32d9, 2, 2 bytes"
    })
    void aMonitorFrameOfAnotherLengthIsRefused(String hex, int offset, String found) {
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> Telemetry.decode(WireBytes.parse(hex)))
                .satisfies(e -> {
                    assertThat(e.offset()).isEqualTo(offset);
                    assertThat(e.found()).isEqualTo(found);
                });
    }

    @Test
    void aTruncatedNotificationNamesTheMtuItNeeds() {
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> Telemetry.decodeNotification(MonitorLayout.M36, WireBytes.of(new byte[20])))
                .withMessageContaining("MTU of at least 39");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7fc00000", "7f800000", "ff800000", "fffffffe"})
    void aCurrentThatIsNoNumberIsRefused(String bits) {
        String hex = HEAD_OF_MONITOR + "00000000" + bits + "00000000".repeat(4) + GOOD_FLAGS;
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> Telemetry.decode(WireBytes.parse(hex)))
                .satisfies(e -> {
                    assertThat(e.offset()).isEqualTo(10);
                    assertThat(e.found()).isEqualTo(bits);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"1400", "3c00", "1c01", "0000"})
    void flagsThatNoFirmwareSetsAreRefused(String flags) {
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> Telemetry.decode(WireBytes.parse(HEAD_OF_MONITOR + NO_CURRENTS + flags)))
                .satisfies(e -> assertThat(e.offset()).isEqualTo(30));
    }

    @Test
    void absentReadingsAreEmptyAndTheirBitsSurvive() {
        WireBytes frame = WireBytes.parse("ffff80008000" + NO_CURRENTS + GOOD_FLAGS);
        Telemetry telemetry = Telemetry.decode(frame);
        assertThat(telemetry.supplyMillivolts()).isEmpty();
        assertThat(telemetry.powerCentiDegrees()).isEmpty();
        assertThat(telemetry.controlCentiDegrees()).isEmpty();
        assertThat(telemetry.totalAmperes()).isEmpty();
        assertThat(telemetry.amperes(Channel.of(5))).isEmpty();
        assertThat(telemetry.currentBits(Channel.of(5))).isEqualTo(0xbf80_0000);
        assertThat(telemetry.encode()).isEqualTo(frame);
    }

    @Test
    void aFrameOfTwoMomentsIsTorn() {
        String unreadable = "ffffffff".repeat(6);
        assertThat(monitor(unreadable, "1800").isTorn()).isFalse();
        assertThat(monitor(unreadable, GOOD_FLAGS).isTorn()).isTrue();
        assertThat(monitor("ffffffff" + "00000000".repeat(5), GOOD_FLAGS).isTorn())
                .isTrue();
        assertThat(monitor(NO_CURRENTS, GOOD_FLAGS).isTorn()).isFalse();
    }

    @Test
    void leftoversBehindANotificationAreDropped() {
        String frame = HEAD_OF_MONITOR + NO_CURRENTS + GOOD_FLAGS;
        Telemetry telemetry = Telemetry.decodeNotification(MonitorLayout.M32, WireBytes.parse(frame + "deadbeef"));
        assertThat(telemetry.encode().hex()).isEqualTo(frame);
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> Telemetry.decodeNotification(MonitorLayout.M32, WireBytes.parse(frame + "dead")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 7, 9, 15, 17, 36})
    void settingsOfAnotherLengthAreRefused(int length) {
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> PowerSettings.decode(WireBytes.of(new byte[length])))
                .withMessageContaining(length + " bytes");
    }

    @ParameterizedTest
    @EnumSource(PowerLayout.class)
    void aLayoutRefusesEveryOtherLength(PowerLayout layout) {
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> PowerSettings.decode(layout, WireBytes.of(new byte[layout.length() + 1])))
                .satisfies(e -> assertThat(e.offset()).isEqualTo(layout.length()));
    }

    @Test
    void aTemperatureWithoutItsValidBitIsAbsentButKept() {
        PowerSettings settings = PowerSettings.decode(WireBytes.parse("32d909c41770157c30d4339001000000"));
        assertThat(settings.layout()).isEqualTo(PowerLayout.P16A);
        assertThat(settings.value(PowerField.POWER_TEMPERATURE)).isEmpty();
        assertThat(settings.raw(PowerField.POWER_TEMPERATURE)).hasValue(2500);
        assertThat(settings.isThermalActive()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0130d4", "023390", "030000", "031234", "040000", "111770", "12157c", "11fdda", "01ffff"})
    void powerCommandsSurviveARoundTrip(String hex) {
        assertThat(PowerCommand.decode(WireBytes.parse(hex)).encode().hex()).isEqualTo(hex);
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "01, 1", "0130, 2", "0130d400, 3", "0530d4, 0", "000000, 0", "010000, 1", "020000, 1"})
    void powerCommandsThatNoHubTakesAreRefused(String hex, int offset) {
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> PowerCommand.decode(WireBytes.parse(hex)))
                .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
    }

    @Test
    void thresholdsThatDoNotFitCannotBeBuilt() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PowerCommand.SleepThreshold(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new PowerCommand.WakeThreshold(65536));
        assertThatIllegalArgumentException().isThrownBy(() -> new PowerCommand.HighTemperature(32768));
    }

    @Test
    void levelsOfOldBoardsHaveFourOutputs() {
        ChannelLevels levels = ChannelLevels.decode(WireBytes.parse("01020304"));
        assertThat(levels.count()).isEqualTo(4);
        assertThat(levels.of(Channel.of(3))).isEqualTo(Level.of(4));
        assertThatIllegalArgumentException().isThrownBy(() -> levels.of(Channel.of(4)));
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> ChannelLevels.decode(WireBytes.parse("0102030405")));
    }

    @Test
    void theProfileIsDecidedByReadsAlone() {
        WireBytes p8 = WireBytes.parse("1770157c30d43390");
        assertThat(Profile.detect(Optional.of(WireBytes.of(new byte[36])), p8)).isEqualTo(Profile.DOC_2025_11);
        assertThat(Profile.detect(Optional.of(WireBytes.of(new byte[32])), p8)).isEqualTo(Profile.CURRENT);
        assertThat(Profile.detect(Optional.of(WireBytes.of(new byte[16])), p8)).isEqualTo(Profile.SINGLE_CHANNEL);
        assertThat(legacy("32d909c41770157c30d4339002000000")).isEqualTo(Profile.LEGACY_16);
        assertThat(legacy("32d909d009551770157c30d433900600")).isEqualTo(Profile.LEGACY_16_DUAL);
        assertThat(legacy("32d909c41770157c02000000")).isEqualTo(Profile.LEGACY_12);
        assertThat(legacy("32d930d43390")).isEqualTo(Profile.LEGACY_6);
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> Profile.detect(Optional.empty(), p8))
                .withMessageContaining("a hub without FFF6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 01:02-03", "0x00010203", "00,01,02,03", "0x00 0x01 0x02 0x03", "00010203"})
    void readsHexAsPeopleWriteIt(String text) {
        assertThat(WireBytes.parse(text).hex()).isEqualTo("00010203");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0 0", "000", "0g", "x0", "00;01"})
    void refusesWhatIsNoHex(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WireBytes.parse(text))
                .withMessageContaining("is no hex");
    }

    private static Profile legacy(String hex) {
        return Profile.detect(Optional.empty(), WireBytes.parse(hex));
    }

    private static Telemetry monitor(String currents, String flags) {
        return Telemetry.decode(WireBytes.parse(HEAD_OF_MONITOR + currents + flags));
    }
}
