package fieldlink.ble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UuidTest {
    @ParameterizedTest
    @ValueSource(strings = {"FFF1", "fff1", "0xFFF1", "0000fff1", " 0000FFF1-0000-1000-8000-00805F9B34FB "})
    void everySpellingIsTheSameUuid(String text) {
        assertThat(Uuid.parse(text)).isEqualTo(Uuid.of(0xFFF1));
        assertThat(Uuid.parse(text).brief()).isEqualTo("fff1");
        assertThat(Uuid.parse(text)).hasToString("0000fff1-0000-1000-8000-00805f9b34fb");
    }

    @Test
    void thirtyTwoBitUuidsKeepTheirUpperHalf() {
        assertThat(Uuid.parse("12345678")).hasToString("12345678-0000-1000-8000-00805f9b34fb");
        assertThat(Uuid.parse("12345678").brief()).isEqualTo("12345678");
    }

    @Test
    void aVendorsUuidHasNoShortForm() {
        Uuid vendor = Uuid.parse("CBA20D00-224D-11E6-9FB8-0002A5D5C51B");

        assertThat(vendor.isShort()).isFalse();
        assertThat(vendor.brief()).isEqualTo("cba20d00-224d-11e6-9fb8-0002a5d5c51b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "FFF", "FFF1G", "FFF1FFF1FFF1", "0000fff100001000800000805f9b34fb", "unknown"})
    void whatIsNoUuidIsNamed(String text) {
        assertThatThrownBy(() -> Uuid.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }
}
