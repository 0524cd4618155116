package fieldlink.powerhub;

/** A bit of FFF6's flags, lowest first. What the firmware means by them is less than their names promise. */
public enum MonitorFlag {
    /** The outputs are off because the power stage was too hot. */
    THERMAL_ACTIVE(0x01),
    /** Newer builds: some reading has come since boot. Says nothing about the temperatures of this frame. */
    TEMPERATURE_VALID(0x02),
    /** The currents could be locked for reading. Says nothing about whether any was measured. */
    CURRENT_VALID(0x04),
    /** Always set. */
    CALIBRATED(0x08),
    PERIPHERAL_POWER(0x10);

    private final int mask;

    MonitorFlag(int mask) {
        this.mask = mask;
    }

    public int mask() {
        return mask;
    }
}
