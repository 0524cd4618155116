package fieldlink.ble;

import java.util.concurrent.CompletionStage;

/**
 * The connecting part of a {@link Radio}. The session keeps one operation per link under way at a time, apart from
 * {@link #disconnect}, which may come at any moment.
 *
 * <p>Handles are those of the last {@link #discover} of the same link.
 */
public interface RadioLinks {
    /** Makes a link, or takes over one that exists. Completes when it is up; services are {@link #discover}'s matter. */
    CompletionStage<Void> connect(LinkKey link);

    /**
     * Ends a link, or a connect that is under way; then both stages complete, the connect's with CANCELLED. Completes
     * when the link is really gone and may be made again. Succeeds when there is none. No {@link RadioEvent.LinkDown} is
     * needed for a link that ends this way.
     */
    CompletionStage<Void> disconnect(LinkKey link);

    /** The services, complete. Waits for the stack's own service discovery. */
    CompletionStage<GattTree> discover(LinkKey link);

    CompletionStage<GattValue> read(LinkKey link, int handle);

    CompletionStage<Void> write(LinkKey link, int handle, GattValue value, WriteMode mode);

    /** Notifications or indications, whichever the characteristic has. Completes when the device will send them. */
    CompletionStage<Void> startNotify(LinkKey link, int handle);

    /** Succeeds when they are not on. */
    CompletionStage<Void> stopNotify(LinkKey link, int handle);

    /** Makes the stack forget the device, cached services included. Succeeds when it does not know it. */
    CompletionStage<Void> forget(LinkKey link);
}
