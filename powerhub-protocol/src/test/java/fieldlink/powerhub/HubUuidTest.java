package fieldlink.powerhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubUuidTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "5e0b0001-6f72-4761-8e3e-7a1c1b5f9b11",
                "5E0B0001-6F72-4761-8E3E-7A1C1B5F9B11",
                "5e0b00016f7247618e3e7a1c1b5f9b11",
                "{5e0b0001-6f72-4761-8e3e-7a1c1b5f9b11}",
                // as the document prints it: bytes in the order of the air, and 72 6f as 67 2f
                "119B5F1B-1C7A-3E8E-6147-672F-0100-0B5E",
                "119b5f1b1c7a3e8e6147672f01000b5e",
                // the bytes in the order of the air, without the slip
                "119b5f1b-1c7a-3e8e-6147-726f01000b5e"
            })
    void everySpellingOfTheServiceIsUnderstood(String text) {
        assertThat(HubUuid.parse(text)).isEqualTo(HubUuid.SERVICE);
    }

    @ParameterizedTest
    @CsvSource({"FFF1, 0000fff1", "fff1, 0000fff1", "0xFFF1, 0000fff1", "0000fff1, 0000fff1", "1234abcd, 1234abcd"})
    void shortFormsStandForTheBluetoothBase(String text, String start) {
        assertThat(HubUuid.parse(text)).isEqualTo(UUID.fromString(start + "-0000-1000-8000-00805f9b34fb"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fff", "fff1x", "5e0b0001-6f72-4761-8e3e-7a1c1b5f9b", "hello"})
    void refusesWhatIsNoUuid(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HubUuid.parse(text))
                .withMessageContaining("is no UUID");
    }

    @Test
    void aForeignUuidStaysWhatItIs() {
        UUID foreign = UUID.randomUUID();
        assertThat(HubUuid.parse(foreign.toString())).isEqualTo(foreign);
    }

    @ParameterizedTest
    @CsvSource({"FFF0, LEVELS", "control, CONTROL", "0000FFF5-0000-1000-8000-00805F9B34FB, POWER", "0xfff6, MONITOR"})
    void characteristicsHaveNamesAndUuids(String text, HubCharacteristic characteristic) {
        assertThat(HubCharacteristic.parse(text)).isEqualTo(characteristic);
    }

    @Test
    void namesTheCharacteristicsThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HubCharacteristic.parse("fff2"))
                .withMessageContaining("FFF0 (levels), FFF1 (control), FFF5 (power) and FFF6 (monitor)");
    }

    @Test
    void discoveryTakesNameOrService() {
        assertThat(HubUuid.isHub("PowerHub", List.of())).isTrue();
        assertThat(HubUuid.isHub("", List.of(HubUuid.SERVICE))).isTrue();
        assertThat(HubUuid.isHub("Powerhub", List.of(HubUuid.ofShort(0xfff0)))).isFalse();
    }

    @Test
    void readsAdvertisingBytes() {
        assertThat(HubAdvertisement.isHub(WireBytes.parse("0909506f776572487562")))
                .isTrue();
        assertThat(HubAdvertisement.isHub(WireBytes.parse("020106 00"))).isFalse();
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> HubAdvertisement.isHub(WireBytes.parse("0909506f77")))
                .satisfies(e -> assertThat(e.offset()).isZero());
    }
}
