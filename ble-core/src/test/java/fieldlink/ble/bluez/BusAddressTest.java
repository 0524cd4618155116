package fieldlink.ble.bluez;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unix:path=/run/dbus/system_bus_socket | /run/dbus/system_bus_socket",
                "unix:path=/tmp/b,guid=0123456789abcdef | /tmp/b",
                "unix:guid=01,path=/tmp/b | /tmp/b",
                "tcp:host=localhost,port=1;unix:path=/tmp/b | /tmp/b",
                "unix:path=/tmp/a%20b%2Cc | /tmp/a b,c",
                "unix:path=/tmp/%C3%A4 | /tmp/ä",
            })
    void theSocketIsFound(String text, Path socket) {
        assertThat(BusAddress.parse(text).socket()).isEqualTo(socket);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unix:abstract=/tmp/x", "tcp:host=localhost,port=1", "/run/bus", "unix:path=relative"})
    void whatCannotBeUsedIsRefused(String text) {
        assertThatThrownBy(() -> BusAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix:path=/a%2", "unix:path=/a%", "unix:path=/a%zz"})
    void aBrokenEscapeIsNamed(String text) {
        assertThatThrownBy(() -> BusAddress.parse(text)).hasMessageContaining("escape");
    }

    @Test
    void itPrintsAsItIsRead() {
        assertThat(BusAddress.parse("unix:path=/tmp/b")).hasToString("unix:path=/tmp/b");
    }
}
