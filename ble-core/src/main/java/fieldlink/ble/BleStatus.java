package fieldlink.ble;

/** Why a request failed: what programs decide on. */
public enum BleStatus {
    /** The device was not heard in time. The caller's matter: nothing is wrong with the radio. */
    DEVICE_NOT_FOUND,
    /** The device has no such characteristic, or several and the id does not name the service. */
    CHARACTERISTIC_NOT_FOUND,
    /** The characteristic does not allow it: writing one that is read-only, a value that is too long. */
    NOT_SUPPORTED,
    /** The device answered with an ATT error; {@link BleException#attCode} has the code. */
    ATT_ERROR,
    /** The device was heard but no link came about. */
    CONNECT_FAILED,
    /** The link dropped while the request was under way. */
    LINK_LOST,
    /** The deadline passed. */
    TIMED_OUT,
    /** No adapter, adapter off, or the Bluetooth service is not running. */
    RADIO_UNAVAILABLE,
    /** Refused: too many requests are waiting. */
    QUEUE_FULL,
    /** Refused: every connection slot is held by somebody. */
    SLOTS_FULL,
    /** Refused: waited longer than the queue's limit of age. */
    TOO_OLD,
    /** Refused: not allowed on this system or by this policy. */
    NOT_PERMITTED,
    /** The caller took it back. */
    CANCELLED,
    /** The central was closed, or its client is gone. */
    CLOSED,
    /** The radio failed in a way that nothing above describes; the message has its words. */
    FAILED;

    /** Whether trying again later may help without anybody changing anything. */
    public boolean isTransient() {
        return switch (this) {
            case CONNECT_FAILED, LINK_LOST, TIMED_OUT, RADIO_UNAVAILABLE, QUEUE_FULL, SLOTS_FULL, TOO_OLD -> true;
            case DEVICE_NOT_FOUND,
                    CHARACTERISTIC_NOT_FOUND,
                    NOT_SUPPORTED,
                    ATT_ERROR,
                    NOT_PERMITTED,
                    CANCELLED,
                    CLOSED,
                    FAILED -> false;
        };
    }
}
