package fieldlink.ble.sensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fieldlink.ble.DeviceAddress;
import fieldlink.ble.sensors.SensorOutcome.Refusal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BtHomeDeviceTest {
    private static final DeviceAddress ADDRESS = new DeviceAddress("54:48:E6:8F:80:A5");
    private static final BtHomeKey KEY = BtHomeKey.parse("231d39c1d7cc1ab1aee224cd096db932");
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    /** bthome.io/encryption: the published example. */
    private static final String PUBLISHED = "41a47266c95f730011223378237214";

    private BtHomeDevice device = BtHomeDevice.open(ADDRESS);

    @ParameterizedTest
    @CsvSource({
        "40 02CA09, temperature 25.06 °C",
        "40 02 18FC, temperature -10.00 °C",
        "40 45 1101, temperature 27.3 °C",
        "40 57 EA, temperature -22 °C",
        "40 58 EA, temperature -7.70 °C",
        "40 03 BF13, humidity 50.55 %",
        "40 04 13 8A 01, pressure 1008.83 hPa",
        "40 05 13 8A 14, illuminance 13460.67 lx",
        "40 0A 13 8A 14, energy 1346.067 kWh",
        "40 0B 02 1B 00, power 69.14 W",
        "40 0C 02 0C, voltage 3.074 V",
        "40 12 E2 04, co2 1250 ppm",
        "40 3F 02 0C, rotation 307.4 °",
        "40 50 5D396164, timestamp 1684093277 s since 1970",
        "40 53 0C 48656C6C6F20576F726C6421, text Hello World!",
        "40 54 03 010203, raw 010203",
        "40 5B EAFFFFFF, count -22",
        "40 5C 02FBFFFF, power -12.78 W",
        "40 62 E8030000, speed 0.001000 m/s",
        "40 F1 01020304, firmware 4.3.2.1",
        "40 0F 01, generic on",
        "40 2D 00, window off",
        "44 3A 80, button hold_press",
        "40 3C 01 03, dimmer 3 steps left",
        "40 3C 02 0A, dimmer 10 steps right",
    })
    void readsAnObject(String packet, String expected) {
        assertThat(texts(packet)).containsExactly(expected);
    }

    @Test
    void numbersReadingsOfTheSameKind() {
        assertThat(texts("40 01 61 02 CA09 02 CF09 3A 00 3A 01"))
                .containsExactly("battery 97 %", "temperature 25.06 °C", "temperature_2 25.11 °C", "button_2 press");
    }

    @Test
    void keepsWhatCameBeforeAnUnknownObject() {
        SensorReport report = report("40 02CA09 EE 01 02 03BF13");
        assertThat(report.readings()).hasSize(1);
        assertThat(report.remarks()).singleElement().asString().contains("0xEE");
    }

    @ParameterizedTest
    @CsvSource({"40 02CA, 1 of its 2 bytes", "40 53, no length", "40 53 05 4142, 2 of its 5", "40 00, packet number"})
    void saysWhatIsCutOff(String packet, String remark) {
        SensorReport report = report(packet);
        assertThat(report.readings()).isEmpty();
        assertThat(report.remarks()).singleElement().asString().contains(remark);
    }

    @Test
    void marksWhatNoSensorCanMean() {
        assertThat(report("40 2E 65").readings().get(0).quality()).isEqualTo(Quality.SUSPECT);
        assertThat(report("40 2E 64").readings().get(0).quality()).isEqualTo(Quality.GOOD);
    }

    @Test
    void refusesAnotherVersionAndAnEmptyPacket() {
        assertThat(refusal("20 02CA09")).isEqualTo(Refusal.OTHER_VERSION);
        assertThat(refusal("")).isEqualTo(Refusal.MALFORMED);
        assertThat(refusal("42 A580")).isEqualTo(Refusal.MALFORMED);
    }

    @Test
    void skipsTheAddressInsideThePacket() {
        assertThat(texts("42 A5808FE64854 02CA09")).containsExactly("temperature 25.06 °C");
    }

    @Test
    void reportsARepeatedPacketOnce() {
        assertThat(receive("40 00 09 02CA09", 0)).isInstanceOf(SensorOutcome.Report.class);
        assertThat(receive("40 00 09 02CA09", 1)).isInstanceOf(SensorOutcome.Repeated.class);
        assertThat(receive("40 00 08 02CA09", 2)).isInstanceOf(SensorOutcome.Repeated.class);
        assertThat(receive("40 00 0A 02CA09", 3)).isInstanceOf(SensorOutcome.Report.class);
        assertThat(receive("40 00 0A 02CA09", 8)).isInstanceOf(SensorOutcome.Report.class);
    }

    @Test
    void packetNumbersWrap() {
        assertThat(receive("40 00 FF 02CA09", 0)).isInstanceOf(SensorOutcome.Report.class);
        assertThat(receive("40 00 00 02CA09", 1)).isInstanceOf(SensorOutcome.Report.class);
        assertThat(receive("40 00 FF 02CA09", 2)).isInstanceOf(SensorOutcome.Repeated.class);
    }

    @Test
    void opensThePublishedEncryptedExample() {
        device = BtHomeDevice.sealedWith(KEY, ADDRESS);
        assertThat(texts(PUBLISHED)).containsExactly("temperature 25.06 °C", "humidity 50.55 %");
        assertThat(receive(PUBLISHED, 1)).isInstanceOf(SensorOutcome.Repeated.class);
    }

    @Test
    void refusesEncryptedPacketsWithoutTheRightKey() {
        assertThat(refusal(PUBLISHED)).isEqualTo(Refusal.KEY_MISSING);
        device = BtHomeDevice.sealedWith(BtHomeKey.parse("00".repeat(16)), ADDRESS);
        assertThat(refusal(PUBLISHED)).isEqualTo(Refusal.NOT_GENUINE);
        device = BtHomeDevice.sealedWith(KEY, ADDRESS);
        assertThat(refusal("41a47266c9")).isEqualTo(Refusal.MALFORMED);
    }

    @Test
    void refusesAReplayedCounterButLetsADeviceStartOver() {
        device = BtHomeDevice.sealedWith(KEY, ADDRESS);
        assertThat(receive(sealed(5000), 0)).isInstanceOf(SensorOutcome.Report.class);
        assertThat(refusal(sealed(4999))).isEqualTo(Refusal.REPLAYED);
        assertThat(refusal(sealed(100))).isEqualTo(Refusal.REPLAYED);
        assertThat(receive(sealed(5001), 1)).isInstanceOf(SensorOutcome.Report.class);
        assertThat(receive(sealed(3), 2)).isInstanceOf(SensorOutcome.Report.class);
        assertThat(receive(sealed(0xFFFF_FFFFL), 3)).isInstanceOf(SensorOutcome.Report.class);
    }

    @Test
    void aForgedPacketDoesNotMoveTheCounter() {
        device = BtHomeDevice.sealedWith(KEY, ADDRESS);
        byte[] forged = sealed(9000);
        forged[forged.length - 1] ^= 1;
        assertThat(refusal(forged)).isEqualTo(Refusal.NOT_GENUINE);
        assertThat(receive(sealed(200), 0)).isInstanceOf(SensorOutcome.Report.class);
    }

    @Test
    void refusesPlainPacketsOfADeviceWithAKey() {
        device = BtHomeDevice.sealedWith(KEY, ADDRESS);
        assertThat(refusal("40 02CA09")).isEqualTo(Refusal.DOWNGRADED);
    }

    @Property
    void opensWhatItSealedAtEveryLength(@ForAll @Size(max = 60) byte[] clear) {
        byte[] sealed = KEY.seal(ADDRESS, (byte) 0x41, clear, new byte[] {1, 2, 3, 4});
        assertThat(KEY.open(ADDRESS, (byte) 0x41, sealed))
                .hasValueSatisfying(opened -> assertThat(opened).isEqualTo(clear));
        sealed[0] ^= 0x10;
        assertThat(KEY.open(ADDRESS, (byte) 0x41, sealed)).isEmpty();
    }

    @Property
    void noPacketMakesItFail(@ForAll @Size(max = 40) byte[] packet) {
        assertThat(device.receive(packet, NOON).outcome()).isNotNull();
        assertThat(BtHomeDevice.sealedWith(KEY, ADDRESS).receive(packet, NOON).outcome())
                .isNotInstanceOf(SensorOutcome.Report.class);
    }

    @Test
    void neverPrintsAKey() {
        assertThat(KEY.toString()).doesNotContain("231d");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BtHomeKey.parse("231d39c1"))
                .withMessageContaining("32 hex digits")
                .withMessageNotContaining("231d39c1");
    }

    private List<String> texts(String packet) {
        return report(packet).readings().stream()
                .map(reading -> reading.name() + " " + reading.text())
                .toList();
    }

    private SensorReport report(String packet) {
        return ((SensorOutcome.Report) receive(packet, 0)).report();
    }

    private Refusal refusal(String packet) {
        return refusal(hex(packet));
    }

    private Refusal refusal(byte[] packet) {
        return ((SensorOutcome.Refused) receive(packet, 0)).why();
    }

    private SensorOutcome receive(String packet, int second) {
        return receive(hex(packet), second);
    }

    private SensorOutcome receive(byte[] packet, int second) {
        BtHomeDevice.Step step = device.receive(packet, NOON.plusSeconds(second));
        device = step.next();
        return step.outcome();
    }

    private static byte[] sealed(long counter) {
        byte[] littleEndian = Arrays.copyOf(
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(counter)
                        .array(),
                4);
        byte[] body = KEY.seal(ADDRESS, (byte) 0x41, hex("02CA09"), littleEndian);
        return ByteBuffer.allocate(body.length + 1).put((byte) 0x41).put(body).array();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
