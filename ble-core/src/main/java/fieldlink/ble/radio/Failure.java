package fieldlink.ble.radio;

import fieldlink.ble.BleException;
import fieldlink.ble.BleStatus;

/** How a request fails, as a value; {@link #toException} is what its caller gets. */
public record Failure(BleStatus status, String message, String advice, int attCode) {
    public static Failure of(BleStatus status, String message, String advice) {
        return new Failure(status, message, advice, -1);
    }

    static Failure att(int code, String message) {
        return new Failure(BleStatus.ATT_ERROR, message, "", code);
    }

    public BleException toException() {
        return status == BleStatus.ATT_ERROR
                ? BleException.att(attCode, message)
                : BleException.of(status, message, advice);
    }
}
