package fieldlink.ble.radio;

import fieldlink.ble.AttError;
import fieldlink.ble.BleStatus;
import fieldlink.ble.RadioException;
import fieldlink.ble.RadioFault;

/** How a radio call failed, as a value. */
public record Fault(RadioFault kind, String words, int attCode) {
    public static Fault of(RadioFault kind, String words) {
        return new Fault(kind, words, -1);
    }

    public static Fault of(RadioException e) {
        String words = e.getMessage() == null ? "" : e.getMessage();
        return new Fault(e.fault(), words, e.attCode().orElse(-1));
    }

    /** What the caller is told when an operation on a device ended like this for good. */
    public Failure toFailure(String what) {
        return switch (kind) {
            case ATT -> Failure.att(attCode, what + ": ATT error " + AttError.name(attCode));
            case NOT_SUPPORTED ->
                failure(BleStatus.NOT_SUPPORTED, what, "the properties of the characteristic say what it allows");
            case TOO_LONG -> failure(BleStatus.NOT_SUPPORTED, what, "send fewer bytes at once");
            case NOT_PERMITTED -> failure(BleStatus.NOT_PERMITTED, what, "run as a user who may use Bluetooth");
            case UNKNOWN_ATTRIBUTE ->
                failure(BleStatus.CHARACTERISTIC_NOT_FOUND, what, "the device changed its services");
            case UNKNOWN_DEVICE, NOT_CONNECTED, LINK_LOST -> failure(BleStatus.LINK_LOST, what, "");
            case NO_SLOT -> failure(BleStatus.SLOTS_FULL, what, "end a link, or add an adapter");
            case SERVICE_DOWN, NOT_READY -> failure(BleStatus.RADIO_UNAVAILABLE, what, "");
            case CONNECT_ABORTED ->
                failure(
                        BleStatus.CONNECT_FAILED,
                        what,
                        "move closer; a radio on the same chip as 2.4 GHz Wi-Fi often does this");
            case TIMED_OUT -> failure(BleStatus.TIMED_OUT, what, "");
            case CANCELLED, IN_PROGRESS, FAILED -> failure(BleStatus.FAILED, what, "");
        };
    }

    private Failure failure(BleStatus status, String what, String advice) {
        return Failure.of(status, what + ": " + words, advice);
    }
}
