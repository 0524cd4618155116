package fieldlink.ble.ipc;

import fieldlink.ble.Advertisement;
import fieldlink.ble.BleCentral;
import fieldlink.ble.CentralStatus;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattLink;
import fieldlink.ble.GattTree;
import fieldlink.ble.GattValue;
import fieldlink.ble.Registration;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.ScanEvent;
import fieldlink.ble.ScanFilter;
import fieldlink.ble.SubscriptionEvent;
import fieldlink.ble.WriteMode;
import fieldlink.ble.wire.AdvertisementShape;
import fieldlink.ble.wire.HealthShape;
import fieldlink.ble.wire.Json;
import fieldlink.ble.wire.JsonObject;
import fieldlink.ble.wire.TreeShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A daemon's radio as if it were here. Subscriptions and scans are declared again when the daemon comes back, with the
 * gap told to the listener.
 */
public final class RemoteCentral implements BleCentral {
    private static final Duration LOOK_UP = Duration.ofSeconds(10);

    private final DaemonClient client;
    private final RemoteEvents events;

    /** @param client becomes this central's own, and is closed with it */
    public RemoteCentral(DaemonClient client) {
        this.client = client;
        this.events = new RemoteEvents(client);
        client.listen(events);
    }

    /** For what is not part of {@link BleCentral}. */
    public DaemonClient daemon() {
        return client;
    }

    @Override
    public Registration scan(ScanFilter filter, Consumer<ScanEvent> listener) {
        return events.scan(filter, listener);
    }

    @Override
    public CompletionStage<Advertisement> find(ScanFilter filter, RequestOptions options) {
        return events.find(filter, options);
    }

    @Override
    public CompletionStage<List<Advertisement>> advertisements() {
        return page(0, new ArrayList<>());
    }

    private CompletionStage<List<Advertisement>> page(long offset, List<Advertisement> before) {
        JsonObject request = JsonObject.with("command", "list_devices")
                .with("offset", offset)
                .build();
        return lookUp(request).thenCompose(data -> {
            data.get("devices").items().forEach(item -> before.add(AdvertisementShape.read(object(item))));
            return data.whole("next_offset")
                    .map(next -> page(next, before))
                    .orElseGet(() -> CompletableFuture.completedStage(List.copyOf(before)));
        });
    }

    @Override
    public CompletionStage<List<Advertisement>> history(DeviceAddress device) {
        JsonObject request = JsonObject.with("command", "get_history")
                .with("mac_address", device.value())
                .build();
        return lookUp(request).thenApply(data -> {
            List<Advertisement> oldestFirst = new ArrayList<>();
            data.get("sightings").items().forEach(item -> oldestFirst.add(0, AdvertisementShape.read(object(item))));
            return List.copyOf(oldestFirst);
        });
    }

    @Override
    public CompletionStage<GattLink> connect(DeviceAddress device, RequestOptions options) {
        JsonObject request = urgent("borrow_link", options)
                .with("mac_address", device.value())
                .build();
        return data(request, options).thenApply(data -> {
            String linkId = data.text("link_id").orElse("");
            RemoteLink link = new RemoteLink(this, device, linkId, TreeShape.read(data));
            events.watch(linkId, link);
            return link;
        });
    }

    @Override
    public CompletionStage<GattValue> read(
            DeviceAddress device, CharacteristicId characteristic, RequestOptions options) {
        return read(device, characteristic, null, options);
    }

    CompletionStage<GattValue> read(
            DeviceAddress device, CharacteristicId characteristic, @Nullable String link, RequestOptions options) {
        JsonObject request =
                at("read_sensor", device, characteristic, link, options).build();
        return call(request, options).thenApply(reply -> AdvertisementShape.value(reply.get("data")));
    }

    @Override
    public CompletionStage<Void> write(
            DeviceAddress device,
            CharacteristicId characteristic,
            GattValue value,
            WriteMode mode,
            RequestOptions options) {
        return write(at("send_command", device, characteristic, null, options), value, mode, options);
    }

    CompletionStage<Void> write(JsonObject.Builder request, GattValue value, WriteMode mode, RequestOptions options) {
        request.with("data", value.hex()).with("acknowledged", mode == WriteMode.WITH_RESPONSE);
        return call(request.build(), options).thenApply(reply -> null);
    }

    @Override
    public CompletionStage<Registration> subscribe(
            DeviceAddress device,
            CharacteristicId characteristic,
            Consumer<SubscriptionEvent> listener,
            RequestOptions options) {
        JsonObject.Builder request = at("subscribe_notifications", device, characteristic, null, options);
        return events.subscribe(request, listener, options);
    }

    @Override
    public CompletionStage<GattTree> services(DeviceAddress device, RequestOptions options) {
        JsonObject request = urgent("describe_device", options)
                .with("mac_address", device.value())
                .build();
        return data(request, options).thenApply(TreeShape::read);
    }

    @Override
    public CompletionStage<CentralStatus> status() {
        return lookUp(JsonObject.with("command", "get_health").build()).thenApply(HealthShape::read);
    }

    @Override
    public void close() {
        events.close();
        client.close();
    }

    /** A request about a characteristic; strict, because here the caller says what is meant. */
    JsonObject.Builder at(
            String command,
            DeviceAddress device,
            CharacteristicId characteristic,
            @Nullable String link,
            RequestOptions options) {
        String service = characteristic.service() == null
                ? "any"
                : characteristic.service().toString();
        JsonObject.Builder request = urgent(command, options)
                .with("mac_address", device.value())
                .with("service_uuid", service)
                .with("characteristic_uuid", characteristic.characteristic().toString())
                .with("strict", true);
        return link == null ? request : request.with("link_id", link);
    }

    private static JsonObject.Builder urgent(String command, RequestOptions options) {
        return JsonObject.with("command", command)
                .with("priority", options.priority().name())
                .with("timeout", Json.of(options.deadline().toMillis() / 1000.0));
    }

    private CompletionStage<JsonObject> call(JsonObject request, RequestOptions options) {
        return client.call(request, options);
    }

    private CompletionStage<JsonObject> data(JsonObject request, RequestOptions options) {
        return call(request, options).thenApply(reply -> object(reply.get("data")));
    }

    private CompletionStage<JsonObject> lookUp(JsonObject request) {
        return client.call(request, LOOK_UP).thenApply(reply -> object(reply.get("data")));
    }

    private static JsonObject object(Json item) {
        return item.asObject().orElse(JsonObject.EMPTY);
    }
}
