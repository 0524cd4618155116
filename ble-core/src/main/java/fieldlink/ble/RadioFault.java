package fieldlink.ble;

/** What went wrong in a radio call. Retries and recovery are decided by this, never by a message's words. */
public enum RadioFault {
    /** The stack is doing something of the kind already; soon it will not. */
    IN_PROGRESS,
    /** The adapter is off, blocked, or still starting. */
    NOT_READY,
    /** The stack does not know the device (any more): it has to be heard again. */
    UNKNOWN_DEVICE,
    /** The handle means nothing (any more): services have to be discovered again. */
    UNKNOWN_ATTRIBUTE,
    /** The connect was aborted by the local side or the device did not take part: worth another try. */
    CONNECT_ABORTED,
    /** The connect was given up by {@link RadioLinks#disconnect}. */
    CANCELLED,
    /** The adapter cannot carry one more link. */
    NO_SLOT,
    /** No answer in time, by the radio's own deadline. */
    TIMED_OUT,
    /** The link is not there, or went away before the operation was sent. */
    NOT_CONNECTED,
    /** The link dropped in the middle: the operation may have happened. */
    LINK_LOST,
    /** The device answered with an ATT error. */
    ATT,
    /** The characteristic or the stack does not do this. */
    NOT_SUPPORTED,
    /** The value is longer than can be sent. */
    TOO_LONG,
    /** This process may not. */
    NOT_PERMITTED,
    /** The Bluetooth service is not running or the bus is lost. */
    SERVICE_DOWN,
    /** Anything else; the message has the stack's words. */
    FAILED
}
