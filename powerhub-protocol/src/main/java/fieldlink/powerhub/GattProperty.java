package fieldlink.powerhub;

/** What a characteristic allows, in the order of its bits on the wire. */
public enum GattProperty {
    READ,
    WRITE_WITHOUT_RESPONSE,
    WRITE,
    NOTIFY
}
