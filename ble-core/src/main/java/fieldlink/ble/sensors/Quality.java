package fieldlink.ble.sensors;

/** How far a reading may be trusted. A value that the sensor itself marks as missing is not reported at all. */
public enum Quality {
    GOOD,
    /** Decoded, but outside what the quantity can be or what the device says it has calibrated. */
    SUSPECT
}
