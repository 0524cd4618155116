package fieldlink.ble;

/**
 * How a served device answers. The methods must return at once: a central waits, and BlueZ 5.66 crashes when a link drops
 * while an answer is owed. To answer with an error throw {@link BleException#att}.
 *
 * <p>The characteristic ids always name the service.
 */
public interface GattServer {
    /** The value; what is read with an offset is cut from it by the radio. */
    GattValue onRead(CharacteristicId characteristic);

    /** A write. Errors reach the central only for {@link WriteMode#WITH_RESPONSE}. */
    void onWrite(CharacteristicId characteristic, GattValue value, WriteMode mode);

    /** A central switched notifications on or off; a central that leaves switches them off. */
    default void onSubscription(CharacteristicId characteristic, boolean on) {}
}
