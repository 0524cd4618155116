package fieldlink.ble.ipc;

import fieldlink.ble.Cancellation;
import fieldlink.ble.Registration;
import fieldlink.ble.ScanEvent;
import fieldlink.ble.ScanFilter;
import fieldlink.ble.SubscriptionEvent;
import fieldlink.ble.wire.AdvertisementShape;
import fieldlink.ble.wire.Command.SubscribeNotifications;
import fieldlink.ble.wire.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one client has subscribed to, and the events that it gets of it. Lives on the loop's thread. */
final class ClientSubscriptions implements AutoCloseable {
    private final Switchboard board;
    private final ClientSession client;
    private final Map<String, Declared> declared = new HashMap<>();
    private @Nullable Registration scan;

    ClientSubscriptions(Switchboard board, ClientSession client) {
        this.board = board;
        this.client = client;
    }

    int size() {
        return declared.size();
    }

    boolean isFull() {
        return declared.size() >= board.settings.limits().subscriptions();
    }

    /** Of two with the same callback id the younger stays. */
    Declared declare(String callbackId, SubscribeNotifications command) {
        remove(callbackId);
        Declared subscription = new Declared(callbackId, command);
        declared.put(callbackId, subscription);
        return subscription;
    }

    /** False when there is none of that id. */
    boolean remove(String callbackId) {
        Declared subscription = declared.remove(callbackId);
        if (subscription != null) {
            subscription.close();
        }
        return subscription != null;
    }

    void watchScan(ScanFilter filter) {
        stopScan();
        scan = board.scan.watch(event -> {
            if (filter.matches(event.advertisement())) {
                boolean heard = event instanceof ScanEvent.Heard;
                JsonObject.Builder frame = JsonObject.with("type", heard ? "advertisement" : "device_unavailable");
                AdvertisementShape.write(event.advertisement()).fields().forEach(frame::with);
                client.offer(frame.build());
            }
        });
    }

    void stopScan() {
        if (scan != null) {
            scan.close();
            scan = null;
        }
    }

    @Override
    public void close() {
        stopScan();
        declared.values().forEach(Declared::close);
        declared.clear();
    }

    /** One subscription, from the wish to its end. */
    final class Declared implements SubscriptionEvent.Visitor<JsonObject> {
        private final String callbackId;
        private final SubscribeNotifications command;
        private final Cancellation cancellation = new Cancellation();
        private @Nullable Registration registration;
        private boolean closed;

        private Declared(String callbackId, SubscribeNotifications command) {
            this.callbackId = callbackId;
            this.command = command;
        }

        Cancellation cancellation() {
            return cancellation;
        }

        void established(Registration made) {
            registration = made;
            if (closed) {
                made.close();
            }
        }

        void failed() {
            declared.remove(callbackId, this);
        }

        /** Called by the central, on its thread. */
        void happened(SubscriptionEvent event) {
            board.loop.execute(() -> {
                if (!closed) {
                    client.send(event.accept(this));
                }
            });
        }

        private void close() {
            closed = true;
            cancellation.cancel();
            if (registration != null) {
                registration.close();
            }
        }

        @Override
        public JsonObject value(SubscriptionEvent.Value event) {
            board.traffic.count(Traffic.Event.NOTIFICATION);
            return frame("notification")
                    .with("value", event.value().hex())
                    .with("timestamp", AdvertisementShape.seconds(event.at()))
                    .build();
        }

        @Override
        public JsonObject gap(SubscriptionEvent.Gap event) {
            return frame("gap")
                    .with("cause", event.cause().name())
                    .with("timestamp", AdvertisementShape.seconds(event.at()))
                    .build();
        }

        @Override
        public JsonObject resumed(SubscriptionEvent.Resumed event) {
            return frame("resumed")
                    .with("since", AdvertisementShape.seconds(event.since()))
                    .with("timestamp", AdvertisementShape.seconds(event.at()))
                    .build();
        }

        @Override
        public JsonObject ended(SubscriptionEvent.Ended event) {
            declared.remove(callbackId, this);
            return frame("subscription_ended")
                    .with("error", String.valueOf(event.cause().getMessage()))
                    .with("code", event.cause().status().name())
                    .with("timestamp", AdvertisementShape.seconds(event.at()))
                    .build();
        }

        private JsonObject.Builder frame(String type) {
            return JsonObject.with("type", type)
                    .with("callback_id", callbackId)
                    .with("mac_address", command.target().device().value())
                    .with("characteristic_uuid", command.spelling());
        }
    }
}
