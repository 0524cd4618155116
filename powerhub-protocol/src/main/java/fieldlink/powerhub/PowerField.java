package fieldlink.powerhub;

/** A two-byte number of FFF5. Voltages are unsigned millivolts, temperatures signed hundredths of a degree Celsius. */
public enum PowerField {
    SUPPLY(false),
    POWER_TEMPERATURE(true),
    CONTROL_TEMPERATURE(true),
    HIGH(true),
    RECOVER(true),
    SLEEP(false),
    WAKE(false);

    private final boolean signed;

    PowerField(boolean signed) {
        this.signed = signed;
    }

    boolean isSigned() {
        return signed;
    }
}
