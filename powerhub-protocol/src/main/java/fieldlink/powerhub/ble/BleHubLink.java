package fieldlink.powerhub.ble;

import fieldlink.ble.CharacteristicId;
import fieldlink.ble.CharacteristicProperty;
import fieldlink.ble.GattLink;
import fieldlink.ble.GattTree;
import fieldlink.ble.GattValue;
import fieldlink.ble.Registration;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.SubscriptionEvent;
import fieldlink.ble.Uuid;
import fieldlink.ble.WriteMode;
import fieldlink.powerhub.AttError;
import fieldlink.powerhub.GattProperty;
import fieldlink.powerhub.HubCharacteristic;
import fieldlink.powerhub.HubException;
import fieldlink.powerhub.HubLink;
import fieldlink.powerhub.HubUuid;
import fieldlink.powerhub.WireBytes;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A hub's link on top of a borrowed {@link GattLink}. Nothing foreign is called while its lock is held. */
final class BleHubLink implements HubLink {
    private final GattLink link;
    private final RequestOptions options;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Map<HubCharacteristic, Registration> subscriptions = new EnumMap<>(HubCharacteristic.class);
    private boolean over;

    BleHubLink(GattLink link, RequestOptions options) {
        this.link = link;
        this.options = options;
        link.ended().whenComplete((done, failure) -> finish());
    }

    @Override
    public int mtu() {
        return link.services().mtu();
    }

    @Override
    public Set<GattProperty> properties(HubCharacteristic characteristic) {
        Set<GattProperty> properties = EnumSet.noneOf(GattProperty.class);
        for (GattTree.Characteristic found : link.services().find(id(characteristic))) {
            found.properties().forEach(property -> translate(property, properties));
        }
        return properties;
    }

    @Override
    public CompletionStage<WireBytes> read(HubCharacteristic characteristic) {
        if (isOver()) {
            return gone();
        }
        return HubFailures.translated(
                characteristic,
                AttError.READ_NOT_PERMITTED,
                link.read(id(characteristic), options).thenApply(value -> WireBytes.of(value.toBytes())));
    }

    @Override
    public CompletionStage<Void> write(HubCharacteristic characteristic, WireBytes value, Delivery delivery) {
        if (isOver()) {
            return gone();
        }
        WriteMode mode = delivery == Delivery.ACKNOWLEDGED ? WriteMode.WITH_RESPONSE : WriteMode.WITHOUT_RESPONSE;
        return HubFailures.translated(
                characteristic,
                AttError.WRITE_NOT_PERMITTED,
                link.write(id(characteristic), GattValue.copyOf(value.toByteArray()), mode, options));
    }

    @Override
    public CompletionStage<Void> subscribe(HubCharacteristic characteristic, Consumer<WireBytes> listener) {
        if (isOver()) {
            return gone();
        }
        CompletionStage<Registration> subscribed =
                link.subscribe(id(characteristic), event -> event.accept(new ValuesOnly(listener)), options);
        return HubFailures.translated(
                characteristic, subscribed.thenAccept(registration -> keep(characteristic, registration)));
    }

    @Override
    public CompletionStage<Void> unsubscribe(HubCharacteristic characteristic) {
        @Nullable Registration registration;
        synchronized (subscriptions) {
            registration = subscriptions.remove(characteristic);
        }
        if (registration != null) {
            registration.close();
        }
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> ended() {
        return ended;
    }

    @Override
    public void close() {
        finish();
        link.close();
    }

    private void keep(HubCharacteristic characteristic, Registration registration) {
        @Nullable Registration superfluous;
        synchronized (subscriptions) {
            superfluous = over ? registration : subscriptions.put(characteristic, registration);
        }
        if (superfluous != null) {
            superfluous.close();
        }
    }

    /** The central would keep subscriptions over lost links; the hub's client renews them itself, on its next link. */
    private void finish() {
        List<Registration> left;
        synchronized (subscriptions) {
            over = true;
            left = List.copyOf(subscriptions.values());
            subscriptions.clear();
        }
        left.forEach(Registration::close);
        ended.complete(null);
    }

    /** A link that was given back may stay up for others; for this borrower it is over. */
    private boolean isOver() {
        synchronized (subscriptions) {
            return over;
        }
    }

    private static <T> CompletionStage<T> gone() {
        return CompletableFuture.failedStage(
                new HubException(HubException.Status.LOST, "the connection to the hub is over"));
    }

    private static CharacteristicId id(HubCharacteristic characteristic) {
        return CharacteristicId.of(new Uuid(HubUuid.SERVICE), new Uuid(characteristic.uuid()));
    }

    private static void translate(CharacteristicProperty property, Set<GattProperty> into) {
        switch (property) {
            case READ -> into.add(GattProperty.READ);
            case WRITE -> into.add(GattProperty.WRITE);
            case WRITE_WITHOUT_RESPONSE -> into.add(GattProperty.WRITE_WITHOUT_RESPONSE);
            case NOTIFY -> into.add(GattProperty.NOTIFY);
            case BROADCAST, INDICATE, SIGNED_WRITE -> {
                // no hub has them
            }
        }
    }

    /** Gaps end the link as well, and the client learns of them by that. */
    private record ValuesOnly(Consumer<WireBytes> listener) implements SubscriptionEvent.Visitor<Boolean> {
        @Override
        public Boolean value(SubscriptionEvent.Value event) {
            listener.accept(WireBytes.of(event.value().toBytes()));
            return true;
        }

        @Override
        public Boolean gap(SubscriptionEvent.Gap event) {
            return false;
        }

        @Override
        public Boolean resumed(SubscriptionEvent.Resumed event) {
            return false;
        }

        @Override
        public Boolean ended(SubscriptionEvent.Ended event) {
            return false;
        }
    }
}
