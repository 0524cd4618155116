package fieldlink.ble;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A borrowed link to one device. Operations queue like those of {@link BleCentral}, but end with
 * {@link BleStatus#LINK_LOST} when the link is gone instead of making a new one. Subscriptions made here are declared
 * for the device and survive the link.
 */
public interface GattLink extends AutoCloseable {
    DeviceAddress device();

    /** The services as found when the link came up, with its MTU. */
    GattTree services();

    /** False once the link was lost or given back; it never becomes true again. */
    boolean isUp();

    /** Completes normally when the link was given back, and exceptionally with the reason when it was lost. */
    CompletionStage<Void> ended();

    CompletionStage<GattValue> read(CharacteristicId characteristic, RequestOptions options);

    CompletionStage<Void> write(
            CharacteristicId characteristic, GattValue value, WriteMode mode, RequestOptions options);

    CompletionStage<Registration> subscribe(
            CharacteristicId characteristic, Consumer<SubscriptionEvent> listener, RequestOptions options);

    /** Gives the link back. It stays up for the idle time, so that the next borrower is served at once. */
    @Override
    void close();
}
