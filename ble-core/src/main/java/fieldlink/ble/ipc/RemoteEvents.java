package fieldlink.ble.ipc;

import fieldlink.ble.Advertisement;
import fieldlink.ble.BleException;
import fieldlink.ble.BleStatus;
import fieldlink.ble.GattValue;
import fieldlink.ble.Registration;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.ScanEvent;
import fieldlink.ble.ScanFilter;
import fieldlink.ble.SubscriptionEvent;
import fieldlink.ble.wire.AdvertisementShape;
import fieldlink.ble.wire.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the daemon tells without being asked, brought to whom it concerns. State lives on the client's thread. */
final class RemoteEvents implements DaemonClient.Listener {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DaemonClient client;
    private final Map<String, Subscriber> subscribers = new LinkedHashMap<>();
    private final Map<Object, ScanWatch> scans = new LinkedHashMap<>();
    private final Map<String, RemoteLink> links = new HashMap<>();
    private final Map<Long, CompletableFuture<Advertisement>> searches = new HashMap<>();
    private long number;

    RemoteEvents(DaemonClient client) {
        this.client = client;
    }

    private record ScanWatch(ScanFilter filter, Consumer<ScanEvent> listener) {
        void tell(ScanEvent event) {
            if (filter.matches(event.advertisement())) {
                listener.accept(event);
            }
        }
    }

    /** The daemon sends what it has heard lately whenever a scan is subscribed, so every new watch asks again. */
    Registration scan(ScanFilter filter, Consumer<ScanEvent> listener) {
        Object key = new Object();
        client.loop().execute(() -> {
            scans.put(key, new ScanWatch(filter, listener));
            ask("subscribe_scan");
        });
        return () -> client.loop().execute(() -> {
            boolean wasLast = scans.remove(key) != null && scans.isEmpty();
            if (wasLast) {
                ask("unsubscribe_scan");
            }
        });
    }

    /** A scan that ends with the first sighting. */
    CompletionStage<Advertisement> find(ScanFilter filter, RequestOptions options) {
        CompletableFuture<Advertisement> found = new CompletableFuture<>();
        boolean taken = client.loop().offer(() -> search(filter, options, found));
        if (!taken) {
            found.completeExceptionally(DaemonClient.closedNow());
        }
        return found;
    }

    private void search(ScanFilter filter, RequestOptions options, CompletableFuture<Advertisement> found) {
        long search = ++number;
        searches.put(search, found);
        Registration scan = scan(filter, event -> {
            if (event instanceof ScanEvent.Heard) {
                found.complete(event.advertisement());
            }
        });
        Registration timer = client.loop()
                .schedule(options.deadline(), () -> found.completeExceptionally(notFound(options.deadline())));
        Registration watch = options.onCancel(() -> client.loop()
                .execute(() -> found.completeExceptionally(
                        BleException.of(BleStatus.CANCELLED, "the search was taken back", ""))));
        CompletionStage<Advertisement> ended = found;
        ended.whenComplete((seen, failure) -> {
            searches.remove(search);
            timer.close();
            watch.close();
            scan.close();
        });
    }

    private static BleException notFound(Duration waited) {
        return BleException.of(
                BleStatus.DEVICE_NOT_FOUND,
                "nothing that matches was heard within " + waited.toMillis() + " ms",
                "check that the device is switched on, near, and not connected to something else");
    }

    private void ask(String command) {
        CompletionStage<JsonObject> asked =
                client.call(JsonObject.with("command", command).build(), PATIENCE);
        // A daemon that is away is asked again when it is back.
        asked.exceptionally(away -> JsonObject.EMPTY);
    }

    void watch(String linkId, RemoteLink link) {
        client.loop().execute(() -> links.put(linkId, link));
    }

    CompletionStage<Registration> subscribe(
            JsonObject.Builder request, Consumer<SubscriptionEvent> listener, RequestOptions options) {
        CompletableFuture<Registration> made = new CompletableFuture<>();
        boolean taken = client.loop().offer(() -> {
            String callbackId = "s" + ++number;
            Subscriber subscriber =
                    new Subscriber(request.with("callback_id", callbackId).build(), listener, options.deadline());
            subscribers.put(callbackId, subscriber);
            CompletionStage<JsonObject> declared = client.call(subscriber.request, options);
            declared.whenComplete((reply, failure) -> {
                if (failure == null) {
                    made.complete(() -> client.loop().execute(() -> unsubscribe(callbackId)));
                } else {
                    subscribers.remove(callbackId);
                    made.completeExceptionally(failure);
                }
            });
        });
        if (!taken) {
            made.completeExceptionally(DaemonClient.closedNow());
        }
        return made;
    }

    private void unsubscribe(String callbackId) {
        if (subscribers.remove(callbackId) != null) {
            JsonObject request = JsonObject.with("command", "unsubscribe_notifications")
                    .with("callback_id", callbackId)
                    .build();
            CompletionStage<JsonObject> asked = client.call(request, PATIENCE);
            asked.exceptionally(away -> JsonObject.EMPTY);
        }
    }

    @Override
    public void event(JsonObject frame) {
        switch (frame.text("type").orElse("")) {
            case "advertisement" -> {
                ScanEvent heard = new ScanEvent.Heard(AdvertisementShape.read(frame));
                Map.copyOf(scans).values().forEach(watch -> watch.tell(heard));
            }
            case "device_unavailable" -> {
                ScanEvent silent = new ScanEvent.Unavailable(AdvertisementShape.read(frame));
                Map.copyOf(scans).values().forEach(watch -> watch.tell(silent));
            }
            case "link_lost" -> {
                RemoteLink link = links.remove(frame.text("link_id").orElse(""));
                if (link != null) {
                    link.lost(DaemonClient.failure(frame));
                }
            }
            default -> {
                Subscriber subscriber =
                        subscribers.get(frame.text("callback_id").orElse(""));
                if (subscriber != null) {
                    subscriber.event(frame);
                }
            }
        }
    }

    @Override
    public void lost() {
        BleException why = BleException.of(BleStatus.LINK_LOST, "the daemon that held the link went away", "");
        links.values().forEach(link -> link.lost(why));
        links.clear();
        subscribers.values().forEach(Subscriber::lost);
    }

    @Override
    public void back() {
        if (!scans.isEmpty()) {
            ask("subscribe_scan");
        }
        subscribers.values().forEach(Subscriber::declareAgain);
    }

    /** On any thread; the central is being closed. */
    void close() {
        client.loop().execute(() -> {
            BleException closed = DaemonClient.closedNow();
            List.copyOf(searches.values()).forEach(search -> search.completeExceptionally(closed));
            subscribers
                    .values()
                    .forEach(one -> one.listener.accept(new SubscriptionEvent.Ended(closed, Instant.now())));
            subscribers.clear();
            scans.clear();
            links.values().forEach(RemoteLink::close);
            links.clear();
        });
    }

    private final class Subscriber {
        private final JsonObject request;
        private final Consumer<SubscriptionEvent> listener;
        private final Duration patience;
        private @Nullable Instant lostAt;

        Subscriber(JsonObject request, Consumer<SubscriptionEvent> listener, Duration patience) {
            this.request = request;
            this.listener = listener;
            this.patience = patience;
        }

        void event(JsonObject frame) {
            Instant at = AdvertisementShape.instant(frame.get("timestamp"));
            switch (frame.text("type").orElse("")) {
                case "notification" ->
                    listener.accept(new SubscriptionEvent.Value(
                            GattValue.parseHex(frame.text("value").orElse("")), at));
                case "gap" -> listener.accept(new SubscriptionEvent.Gap(cause(frame), at));
                case "resumed" ->
                    listener.accept(new SubscriptionEvent.Resumed(AdvertisementShape.instant(frame.get("since")), at));
                case "subscription_ended" -> {
                    subscribers.values().remove(this);
                    listener.accept(new SubscriptionEvent.Ended(DaemonClient.failure(frame), at));
                }
                default -> {
                    // A newer daemon may tell more than we know.
                }
            }
        }

        private static BleStatus cause(JsonObject frame) {
            return DaemonClient.failure(
                            JsonObject.with("code", frame.get("cause")).build())
                    .status();
        }

        void lost() {
            if (lostAt == null) {
                lostAt = Instant.now();
                listener.accept(new SubscriptionEvent.Gap(BleStatus.RADIO_UNAVAILABLE, lostAt));
            }
        }

        void declareAgain() {
            CompletionStage<JsonObject> declared = client.call(request, patience);
            declared.whenComplete((reply, failure) -> {
                if (failure == null && lostAt != null) {
                    listener.accept(new SubscriptionEvent.Resumed(lostAt, Instant.now()));
                    lostAt = null;
                } else if (failure != null && subscribers.containsValue(this) && client.isConnected()) {
                    // The daemon is back before its radio is: keep trying, as it would itself.
                    client.loop().schedule(Duration.ofSeconds(1), this::declareAgain);
                }
            });
        }
    }
}
