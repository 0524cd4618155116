package fieldlink.ble;

/** A device that is being served. */
public interface ServedDevice extends AutoCloseable {
    /** The address under which centrals see it. */
    DeviceAddress address();

    /** Sends a value to the central when it has subscribed; otherwise nothing happens. Any thread; order is kept. */
    void notify(CharacteristicId characteristic, GattValue value);

    /** Ends advertising and drops the central. */
    @Override
    void close();
}
