package fieldlink.ble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GattValueTest {
    @ParameterizedTest
    @ValueSource(strings = {"570a01", "57 0A 01", "57:0a:01", "0x570A01", "0x57 0x0a 0x01", "57-0A-01"})
    void hexIsReadInEveryUsualSpelling(String text) {
        assertThat(GattValue.parseHex(text)).isEqualTo(GattValue.of(0x57, 0x0a, 0x01));
    }

    @Test
    void nothingIsAValueToo() {
        assertThat(GattValue.parseHex("")).isEqualTo(GattValue.EMPTY);
        assertThat(GattValue.EMPTY.hex()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "57 0", "zz", "0x5"})
    void whatIsNoHexIsNamed(String text) {
        assertThatThrownBy(() -> GattValue.parseHex(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void changingTheArrayChangesNoValue() {
        byte[] bytes = {1, 2};
        GattValue value = GattValue.copyOf(bytes);
        bytes[0] = 9;
        value.toBytes()[1] = 9;

        assertThat(value).isEqualTo(GattValue.of(1, 2));
    }
}
