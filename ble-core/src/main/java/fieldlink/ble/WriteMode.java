package fieldlink.ble;

/** Whether the device acknowledges a write. */
public enum WriteMode {
    /** The device answers; an error it reports reaches the caller. */
    WITH_RESPONSE,
    /** Sent and forgotten: success means that it was handed to the radio. */
    WITHOUT_RESPONSE
}
