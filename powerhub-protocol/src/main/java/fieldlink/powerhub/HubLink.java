package fieldlink.powerhub;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A connection to one hub: the port through which a client speaks, over the air or to a simulator. Stages fail with
 * {@link HubException} only. Operations run one after the other in the order of the calls.
 */
public interface HubLink extends AutoCloseable {
    /** The negotiated transfer unit. A notification carries three bytes less; the rest of it is lost in silence. */
    int mtu();

    /** What the hub allows on a characteristic; empty when it has none such. */
    Set<GattProperty> properties(HubCharacteristic characteristic);

    /** The whole value. One longer than the transfer unit less one is fetched in pieces, which may not fit together. */
    CompletionStage<WireBytes> read(HubCharacteristic characteristic);

    CompletionStage<Void> write(HubCharacteristic characteristic, WireBytes value, Delivery delivery);

    /**
     * Hands every notification to a listener, on a thread of the link's, until the connection ends. A second listener
     * for the same characteristic replaces the first.
     */
    CompletionStage<Void> subscribe(HubCharacteristic characteristic, Consumer<WireBytes> listener);

    CompletionStage<Void> unsubscribe(HubCharacteristic characteristic);

    /** Completes when the connection is over, however that came about. */
    CompletionStage<Void> ended();

    @Override
    void close();

    /** Whether the hub is to answer a write. */
    enum Delivery {
        /** The hub answers; success means that it queued, not that it did anything. */
        ACKNOWLEDGED,
        /** Faster, and no error ever comes back. */
        UNACKNOWLEDGED
    }
}
