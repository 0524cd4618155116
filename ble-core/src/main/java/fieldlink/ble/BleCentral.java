package fieldlink.ble;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Bluetooth LE for one client among several. Everything a client asks for goes through one queue together with what the
 * others ask for; links, scans and subscriptions are shared where two clients want the same.
 *
 * <p>Requests end exactly once: with a value, or with a {@link BleException}. A request whose deadline passed is not
 * begun afterwards. Any method may be called from any thread and returns at once. Stages complete, and listeners are
 * called, on a thread that must not be blocked: waiting there for another stage of the same central would wait for
 * ever. A listener gets its events one at a time and in order; one that falls too far behind loses the oldest
 * advertisements, or has its subscription marked with a {@link SubscriptionEvent.Gap}.
 */
public interface BleCentral extends AutoCloseable {
    /**
     * Tells the listener what is heard, beginning with what the cache holds, until the registration is closed. Scans of
     * all clients share one discovery.
     */
    Registration scan(ScanFilter filter, Consumer<ScanEvent> listener);

    /** The first sighting that matches, from the cache or the air; {@link BleStatus#DEVICE_NOT_FOUND} at the deadline. */
    CompletionStage<Advertisement> find(ScanFilter filter, RequestOptions options);

    /** The newest sighting of every device that is fresh, strongest signal per device, ordered by address. */
    CompletionStage<List<Advertisement>> advertisements();

    /** The kept sightings of one device, fresh or not, oldest first; empty for a device never heard. */
    CompletionStage<List<Advertisement>> history(DeviceAddress device);

    /**
     * Borrows a link: connects when there is none, and keeps it up until {@link GattLink#close}. The device is looked
     * for when it was not heard lately.
     */
    CompletionStage<GattLink> connect(DeviceAddress device, RequestOptions options);

    /** Reads a value; connects before when there is no link, and leaves the link up for a short while after. */
    CompletionStage<GattValue> read(DeviceAddress device, CharacteristicId characteristic, RequestOptions options);

    /**
     * Writes a value; connects before when there is no link. A write that may have reached the device is never repeated
     * by itself: after {@link BleStatus#LINK_LOST} or {@link BleStatus#TIMED_OUT} in the middle of it the message says
     * that the outcome is unknown.
     */
    CompletionStage<Void> write(
            DeviceAddress device,
            CharacteristicId characteristic,
            GattValue value,
            WriteMode mode,
            RequestOptions options);

    /**
     * Declares a subscription. The stage completes when the device notifies for the first time allowed it, within the
     * deadline; from then on the subscription is kept up over lost links and restarts of the Bluetooth service, with
     * {@link SubscriptionEvent.Gap} and {@link SubscriptionEvent.Resumed} in the listener's stream, until the
     * registration or this central is closed.
     */
    CompletionStage<Registration> subscribe(
            DeviceAddress device,
            CharacteristicId characteristic,
            Consumer<SubscriptionEvent> listener,
            RequestOptions options);

    /** The services of a device; connects when there is no link. */
    CompletionStage<GattTree> services(DeviceAddress device, RequestOptions options);

    /** How radio, queue and links are. */
    CompletionStage<CentralStatus> status();

    /**
     * Ends this client: its waiting requests end with {@link BleStatus#CLOSED}, its scans and subscriptions end, its
     * borrowed links are given back. Other clients notice nothing. Returns at once.
     */
    @Override
    void close();
}
