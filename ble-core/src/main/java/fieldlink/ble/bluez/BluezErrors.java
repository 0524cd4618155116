package fieldlink.ble.bluez;

import fieldlink.ble.AttError;
import fieldlink.ble.RadioException;
import fieldlink.ble.RadioFault;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What BlueZ's errors mean (docs/reference/bluez.md has the table). BlueZ says {@code org.bluez.Error.Failed} to nearly
 * everything, so the text has to be read as well, and the same words mean different things for different calls.
 */
enum BluezErrors {
    CONNECT(RadioFault.UNKNOWN_DEVICE),
    GATT(RadioFault.UNKNOWN_ATTRIBUTE),
    /** Scanning, switching, registering: what concerns an adapter. */
    ADAPTER(RadioFault.NOT_READY);

    private static final Pattern ATT_CODE = Pattern.compile("att error: 0x([0-9a-f]{2})");

    private static final Map<String, RadioFault> OF_THE_BUS = Map.of(
            BusException.DEADLINE,
            RadioFault.TIMED_OUT,
            BusException.BUS_LOST,
            RadioFault.SERVICE_DOWN,
            "org.freedesktop.DBus.Error.ServiceUnknown",
            RadioFault.SERVICE_DOWN,
            "org.freedesktop.DBus.Error.NameHasNoOwner",
            RadioFault.SERVICE_DOWN,
            "org.freedesktop.DBus.Error.NoReply",
            RadioFault.SERVICE_DOWN,
            "org.freedesktop.DBus.Error.Disconnected",
            RadioFault.SERVICE_DOWN,
            "org.freedesktop.DBus.Error.AccessDenied",
            RadioFault.NOT_PERMITTED);

    /** Refusals that a GATT server of BlueZ's own making turns ATT errors into, and back. */
    private static final Map<String, Integer> ATT_IN_WORDS = Map.of(
            "read not permitted", AttError.READ_NOT_PERMITTED,
            "write not permitted", AttError.WRITE_NOT_PERMITTED,
            "operation not authorized", AttError.INSUFFICIENT_AUTHORIZATION,
            "invalid offset", AttError.INVALID_OFFSET,
            "invalid length", AttError.INVALID_ATTRIBUTE_LENGTH);

    private final RadioFault goneObject;

    /** @param goneObject what it means when the object that was called does not exist (any more) */
    BluezErrors(RadioFault goneObject) {
        this.goneObject = goneObject;
    }

    /** Any failure of a stage of the adapter, as the port wants it. */
    RadioException translate(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RadioException translated) {
            return translated;
        }
        if (cause instanceof BusException error) {
            return translate(error);
        }
        return new RadioException(RadioFault.FAILED, "the BlueZ adapter failed: " + cause);
    }

    private RadioException translate(BusException error) {
        String text = error.text().toLowerCase(Locale.ROOT);
        RadioFault ofTheBus = OF_THE_BUS.get(error.name());
        if (ofTheBus == RadioFault.NOT_PERMITTED) {
            return fault(ofTheBus, error, "allow this user to send to org.bluez, for example by the group bluetooth");
        }
        if (ofTheBus != null) {
            return fault(ofTheBus, error, "");
        }
        if (error.name().startsWith("org.freedesktop.DBus.Error.Unknown")) {
            return fault(goneObject, error, "");
        }
        return error.name().startsWith("org.bluez.Error.") ? ofBluez(error, text) : fault(RadioFault.FAILED, error, "");
    }

    private RadioException ofBluez(BusException error, String text) {
        if (this == GATT) {
            Matcher coded = ATT_CODE.matcher(text);
            if (coded.find()) {
                return RadioException.att(Integer.parseInt(coded.group(1), 16));
            }
            Integer code = ATT_IN_WORDS.get(text);
            if (code != null) {
                return RadioException.att(code);
            }
        }
        String kind = error.name().substring("org.bluez.Error.".length());
        return switch (kind) {
            case "InProgress", "Busy" -> fault(RadioFault.IN_PROGRESS, error, "");
            case "NotReady" -> fault(RadioFault.NOT_READY, error, "");
            case "DoesNotExist" -> fault(goneObject, error, "");
            case "NotConnected" -> fault(RadioFault.NOT_CONNECTED, error, "");
            case "NotSupported" -> fault(RadioFault.NOT_SUPPORTED, error, "");
            case "NotPermitted", "NotAuthorized", "Rejected" -> ofRefusal(error, text);
            case "Failed" -> ofFailed(error, text);
            default -> fault(RadioFault.FAILED, error, "");
        };
    }

    private static RadioException ofRefusal(BusException error, String text) {
        return text.startsWith("maximum")
                ? fault(RadioFault.NO_SLOT, error, "another program holds the adapter's slots")
                : fault(RadioFault.NOT_PERMITTED, error, "");
    }

    private RadioException ofFailed(BusException error, String text) {
        if (text.contains("already in progress") || text.equals("in progress")) {
            return fault(RadioFault.IN_PROGRESS, error, "");
        }
        if (text.equals("not connected")) {
            return fault(RadioFault.NOT_CONNECTED, error, "");
        }
        if (text.contains("failed to initiate write")) {
            return fault(RadioFault.TOO_LONG, error, "");
        }
        if (text.contains("blocked")) {
            return fault(RadioFault.NOT_READY, error, "the radio is blocked: rfkill unblock bluetooth");
        }
        return this == CONNECT ? ofFailedConnect(error, text) : fault(RadioFault.FAILED, error, "");
    }

    private static RadioException ofFailedConnect(BusException error, String text) {
        if (text.contains("input/output error")) {
            return fault(RadioFault.NOT_READY, error, "the adapter is off");
        }
        if (text.contains("limit") || text.contains("too many") || text.contains("cannot allocate memory")) {
            return fault(RadioFault.NO_SLOT, error, "");
        }
        boolean aborted = text.contains("abort") || text.contains("cancel");
        return fault(
                RadioFault.CONNECT_ABORTED, error, aborted ? "2.4 GHz Wi-Fi on the same chip is a frequent cause" : "");
    }

    private static RadioException fault(RadioFault fault, BusException error, String advice) {
        return new RadioException(fault, error.getMessage() + (advice.isEmpty() ? "" : "; " + advice));
    }
}
