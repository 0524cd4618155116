package fieldlink.ble;

/**
 * An adapter as the radio reports it.
 *
 * @param address its own; all zeros marks firmware that did not load
 * @param canListenPassively whether {@link ScanMode#PASSIVE} works on it
 */
public record AdapterDescription(AdapterName name, DeviceAddress address, boolean powered, boolean canListenPassively) {
    private static final DeviceAddress ZERO = new DeviceAddress("00:00:00:00:00:00");

    /** An adapter without an address has failed to start and works only after a reset. */
    public boolean isDead() {
        return address.equals(ZERO);
    }

    public AdapterDescription withPower(boolean on) {
        return new AdapterDescription(name, address, on, canListenPassively);
    }
}
