package fieldlink.ble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"aa:bb:cc:dd:ee:0f", "AA-BB-CC-DD-EE-0F", " AA_BB_CC_DD_EE_0F "})
    void acceptsTheUsualSpellings(String text) {
        assertThat(DeviceAddress.parse(text)).hasToString("AA:BB:CC:DD:EE:0F");
    }

    @Test
    void saysWhatIsWrongWithAnAddress() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeviceAddress.parse("AA:BB"))
                .withMessageContaining("'AA:BB'")
                .withMessageContaining("six hex pairs");
    }
}
