package fieldlink.ble.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts: OpenWonderLabs/SwitchBotAPI-BLE. */
class SwitchBotAdvertisementTest {
    private static final String MAC = "C0FFEE010203";

    @ParameterizedTest
    @ValueSource(strings = {"54", "74", "69", "34", "77"})
    void readsAMeterFromItsServiceData(String type) {
        assertThat(texts(type + " 00 E4 03 97 34", ""))
                .containsExactly(
                        "temperature 23.3 °C",
                        "humidity 52 %",
                        "temperature_alarm off",
                        "humidity_alarm off",
                        "battery 100 %");
    }

    @Test
    void prefersTheManufacturerDataAndReadsBelowZero() {
        assertThat(texts("77 00 55", MAC + " 0000 C5 03 B2"))
                .containsExactly(
                        "temperature -3.5 °C",
                        "humidity 50 %",
                        "temperature_alarm on",
                        "humidity_alarm off",
                        "battery 85 %");
    }

    @Test
    void aMeterWithoutAMeasurementSaysSoInsteadOfZeroDegrees() {
        SensorReport report = read("54 00 64 00 80 00", "");
        assertThat(report.reading("temperature")).isEmpty();
        assertThat(report.remarks()).containsExactly("the sensor has no measurement yet");
    }

    @Test
    void readsCo2AndDropsWhatTheSensorCannotMean() {
        assertThat(texts("35 00 64", MAC + " 0000 05 98 30 0000 0410")).contains("co2 1040 ppm");
        SensorReport beyond = read("35 00 64", MAC + " 0000 05 98 30 0000 2710");
        assertThat(beyond.reading("co2")).isEmpty();
        assertThat(beyond.remarks()).singleElement().asString().contains("10000 ppm");
    }

    @Test
    void readsAPlugMini() {
        assertThat(texts("67 00", MAC + " 07 80 06 2D 8123"))
                .containsExactly(
                        "power_on on",
                        "power 29.1 W",
                        "overload on",
                        "delay_set off",
                        "timer_set on",
                        "time_in_sync on",
                        "wifi_rssi -45 dBm");
        assertThat(texts("6A 00", MAC + " 07 00 00 2D 0000")).contains("power_on off", "power 0.0 W");
    }

    @Test
    void aBotHasAStateOnlyInSwitchMode() {
        assertThat(texts("48 80 5A", "")).containsExactly("switch_mode on", "power_on on", "battery 90 %");
        assertThat(texts("48 C0 5A", "")).contains("power_on off");
        assertThat(texts("48 00 5A", "")).containsExactly("switch_mode off", "battery 90 %");
    }

    @Test
    void readsACurtainWithItsBatteryWhereverItIs() {
        assertThat(texts("63 40 4B", MAC + " 0000 A5 71 00"))
                .containsExactly(
                        "closed 37 %", "moving on", "light_level 7", "chain_length 1", "calibrated on", "battery 75 %");
        assertThat(texts("7B 40 00", MAC + " 0000 32 11 04 00 63")).contains("closed 50 %", "battery 99 %");
        assertThat(texts("63 40 4B 64 11", "")).contains("closed 100 %", "moving off", "light_level 1");
    }

    @Test
    void anUncalibratedCurtainsPositionIsSuspect() {
        assertThat(read("63 00 4B 32 11", "").reading("closed"))
                .hasValueSatisfying(reading -> assertThat(reading.quality()).isEqualTo(Quality.SUSPECT));
    }

    @Test
    void leavesOtherDevicesAlone() {
        assertThat(SwitchBotAdvertisement.read(hex("7A 00"), hex(""))).isEmpty();
        assertThat(SwitchBotAdvertisement.read(hex(""), hex(MAC))).isEmpty();
    }

    @Test
    void saysWhenAnAdvertisementIsTooShort() {
        assertThat(read("67", "").remarks())
                .containsExactly("the advertisement is too short for a SwitchBot Plug Mini");
    }

    @Property
    void noAdvertisementMakesItFail(
            @ForAll @Size(min = 1, max = 20) byte[] service, @ForAll @Size(max = 20) byte[] maker) {
        SwitchBotAdvertisement.read(service, maker)
                .ifPresent(report -> assertThat(report.device()).startsWith("SwitchBot "));
    }

    private static List<String> texts(String service, String maker) {
        return read(service, maker).readings().stream()
                .map(reading -> reading.name() + " " + reading.text())
                .toList();
    }

    private static SensorReport read(String service, String maker) {
        return SwitchBotAdvertisement.read(hex(service), hex(maker)).orElseThrow();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
