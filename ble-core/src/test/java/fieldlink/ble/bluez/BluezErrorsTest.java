package fieldlink.ble.bluez;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ble.RadioException;
import fieldlink.ble.RadioFault;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts are BlueZ 5.66's own, as seen on the bus. */
class BluezErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "GATT,    org.bluez.Error.Failed,             Operation failed with ATT error: 0x80, 0x80",
        "GATT,    org.bluez.Error.Failed,             Operation failed with ATT error: 0x0e, 0x0e",
        "GATT,    org.bluez.Error.NotPermitted,       Read not permitted,                    0x02",
        "GATT,    org.bluez.Error.NotPermitted,       Write not permitted,                   0x03",
        "GATT,    org.bluez.Error.NotAuthorized,      Operation Not Authorized,              0x08",
        "GATT,    org.bluez.Error.InvalidArguments,   Invalid Length,                        0x0d",
        "GATT,    org.bluez.Error.InvalidArguments,   Invalid offset,                        0x07",
    })
    void anAnswerOfTheDeviceKeepsItsCode(BluezErrors kind, String name, String text, String code) {
        RadioException translated = kind.translate(new BusException(name, text));

        assertThat(translated.fault()).isEqualTo(RadioFault.ATT);
        assertThat(translated.attCode()).hasValue(Integer.decode(code));
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT, org.bluez.Error.Failed,             le-connection-abort-by-local,    CONNECT_ABORTED",
        "CONNECT, org.bluez.Error.Failed,             br-connection-canceled,          CONNECT_ABORTED",
        "CONNECT, org.bluez.Error.Failed,             Software caused connection abort, CONNECT_ABORTED",
        "CONNECT, org.bluez.Error.Failed,             Input/output error,              NOT_READY",
        "CONNECT, org.bluez.Error.Failed,             Operation already in progress,   IN_PROGRESS",
        "CONNECT, org.bluez.Error.InProgress,         In Progress,                     IN_PROGRESS",
        "CONNECT, org.bluez.Error.Failed,             le-connection-concurrent-connection-limit, NO_SLOT",
        "CONNECT, org.bluez.Error.DoesNotExist,       Does Not Exist,                  UNKNOWN_DEVICE",
        "CONNECT, org.freedesktop.DBus.Error.UnknownObject, Method doesn't exist,      UNKNOWN_DEVICE",
        "GATT,    org.freedesktop.DBus.Error.UnknownObject, Method doesn't exist,      UNKNOWN_ATTRIBUTE",
        "GATT,    org.bluez.Error.Failed,             Not connected,                   NOT_CONNECTED",
        "GATT,    org.bluez.Error.NotSupported,       Operation is not supported,      NOT_SUPPORTED",
        "GATT,    org.bluez.Error.Failed,             Failed to initiate write,        TOO_LONG",
        "GATT,    org.bluez.Error.InProgress,         In Progress,                     IN_PROGRESS",
        "ADAPTER, org.bluez.Error.NotReady,           Resource Not Ready,              NOT_READY",
        "ADAPTER, org.bluez.Error.InProgress,         Operation already in progress,   IN_PROGRESS",
        "ADAPTER, org.bluez.Error.NotPermitted,       Maximum advertisements reached,  NO_SLOT",
        "ADAPTER, org.freedesktop.DBus.Error.UnknownObject, gone,                      NOT_READY",
        "ADAPTER, org.freedesktop.DBus.Error.AccessDenied, Rejected send message,      NOT_PERMITTED",
        "ADAPTER, org.freedesktop.DBus.Error.ServiceUnknown, The name is not activatable, SERVICE_DOWN",
        "GATT,    org.freedesktop.DBus.Error.NoReply, Message recipient disconnected,  SERVICE_DOWN",
        "ADAPTER, org.bluez.Error.SomethingNew,       never seen,                      FAILED",
        "GATT,    fieldlink.Deadline,                 late,                            TIMED_OUT",
        "GATT,    fieldlink.BusLost,                  gone,                            SERVICE_DOWN",
    })
    void everyOtherErrorHasItsFaultAndKeepsItsWords(BluezErrors kind, String name, String text, RadioFault fault) {
        RadioException translated = kind.translate(new CompletionException(new BusException(name, text)));

        assertThat(translated.fault()).isEqualTo(fault);
        assertThat(translated).hasMessageStartingWith(name + ": " + text);
    }

    @Test
    void whatIsTranslatedAlreadyPassesThrough() {
        RadioException already = new RadioException(RadioFault.TOO_LONG, "too long");

        assertThat(BluezErrors.GATT.translate(new CompletionException(already))).isSameAs(already);
    }

    @Test
    void lackingRightsComeWithAdvice() {
        assertThat(BluezErrors.ADAPTER.translate(
                        new BusException("org.freedesktop.DBus.Error.AccessDenied", "Rejected send message")))
                .hasMessageContaining("group bluetooth");
    }
}
