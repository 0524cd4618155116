package fieldlink.ble;

/** How a scan listens. */
public enum ScanMode {
    /** Asks devices for their scan response, where many keep their name. */
    ACTIVE,
    /** Only listens: kinder to the batteries of sensors. Falls back to active where the radio cannot. */
    PASSIVE
}
