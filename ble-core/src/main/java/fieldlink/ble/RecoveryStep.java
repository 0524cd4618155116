package fieldlink.ble;

/** The rungs of the recovery ladder above a plain retry, gentlest first. */
public enum RecoveryStep {
    /** Make the system forget one device that it keeps a stale state of. */
    DROP_DEVICE,
    /** Switch the adapter off and on. All its links drop. */
    POWER_CYCLE,
    /** Reset the adapter below the Bluetooth service ({@code btmgmt}, {@code hciconfig reset}). Needs rights. */
    RESET_ADAPTER,
    /** Restart the Bluetooth service: all adapters, all programs of the machine. Needs rights. */
    RESTART_SERVICE
}
