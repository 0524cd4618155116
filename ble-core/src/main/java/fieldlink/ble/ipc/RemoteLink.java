package fieldlink.ble.ipc;

import fieldlink.ble.BleException;
import fieldlink.ble.BleStatus;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattLink;
import fieldlink.ble.GattTree;
import fieldlink.ble.GattValue;
import fieldlink.ble.Registration;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.SubscriptionEvent;
import fieldlink.ble.WriteMode;
import fieldlink.ble.wire.JsonObject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A link that the daemon holds for us. */
final class RemoteLink implements GattLink {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RemoteCentral central;
    private final DeviceAddress device;
    private final String id;
    private final GattTree services;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    RemoteLink(RemoteCentral central, DeviceAddress device, String id, GattTree services) {
        this.central = central;
        this.device = device;
        this.id = id;
        this.services = services;
    }

    @Override
    public DeviceAddress device() {
        return device;
    }

    @Override
    public GattTree services() {
        return services;
    }

    @Override
    public boolean isUp() {
        return !ended.isDone();
    }

    @Override
    public CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }

    void lost(BleException why) {
        ended.completeExceptionally(why);
    }

    @Override
    public CompletionStage<GattValue> read(CharacteristicId characteristic, RequestOptions options) {
        return isUp() ? central.read(device, characteristic, id, options) : gone();
    }

    @Override
    public CompletionStage<Void> write(
            CharacteristicId characteristic, GattValue value, WriteMode mode, RequestOptions options) {
        return isUp()
                ? central.write(central.at("send_command", device, characteristic, id, options), value, mode, options)
                : gone();
    }

    @Override
    public CompletionStage<Registration> subscribe(
            CharacteristicId characteristic, Consumer<SubscriptionEvent> listener, RequestOptions options) {
        return isUp() ? central.subscribe(device, characteristic, listener, options) : gone();
    }

    private <T> CompletionStage<T> gone() {
        return CompletableFuture.failedStage(BleException.of(
                BleStatus.LINK_LOST, "the link to " + device + " was lost or given back", "connect again"));
    }

    @Override
    public void close() {
        if (ended.complete(null)) {
            JsonObject request = JsonObject.with("command", "return_link")
                    .with("link_id", id)
                    .build();
            CompletionStage<JsonObject> returned = central.daemon().call(request, PATIENCE);
            returned.exceptionally(alreadyGone -> JsonObject.EMPTY);
        }
    }
}
