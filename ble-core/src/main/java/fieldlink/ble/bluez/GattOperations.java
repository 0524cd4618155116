package fieldlink.ble.bluez;

import fieldlink.ble.AttError;
import fieldlink.ble.GattValue;
import fieldlink.ble.LinkKey;
import fieldlink.ble.RadioEvent;
import fieldlink.ble.RadioException;
import fieldlink.ble.RadioFault;
import fieldlink.ble.WriteMode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

/** Reads, writes and notifications over links that are up. */
final class GattOperations {
    /** A little more than the 30 seconds that ATT gives a device. */
    private static final Duration DEADLINE = Duration.ofSeconds(35);

    /** What a write without response spends of the MTU on its own header. */
    private static final int COMMAND_HEADER = 3;

    private final BluezService service;
    private final Links links;
    private final Consumer<RadioEvent> events;

    GattOperations(BluezService service, Links links, Consumer<RadioEvent> events) {
        this.service = service;
        this.links = links;
        this.events = events;
    }

    CompletionStage<GattValue> read(LinkKey key, int handle) {
        Link link = links.require(key);
        String path = link.pathOf(handle);
        // The property belongs to a characteristic; a descriptor's reads are not announced to anybody.
        ValueStream stream = link.streams.get(path);
        if (stream != null) {
            stream.readBegins();
        }
        CompletionStage<GattValue> value =
                call(link, path, "ReadValue", "a{sv}", Map.of()).thenApply(reply -> BusValues.bytes(reply.first()));
        return value.whenComplete((result, failure) -> {
            if (stream != null && failure == null) {
                stream.readEnds(result);
            } else if (stream != null) {
                stream.readFails();
            }
        });
    }

    CompletionStage<Void> write(LinkKey key, int handle, GattValue value, WriteMode mode) {
        Link link = links.require(key);
        boolean command = mode == WriteMode.WITHOUT_RESPONSE;
        int room = command ? Math.min(GattValue.MAX_LENGTH, link.mtu() - COMMAND_HEADER) : GattValue.MAX_LENGTH;
        if (value.size() > room) {
            // BlueZ takes a command that is too long with thanks, and it never arrives.
            throw new RadioException(
                    RadioFault.TOO_LONG,
                    value.size() + " bytes do not fit: at most " + room + " can be written at once to " + key);
        }
        Map<String, Variant<?>> options = Map.of("type", new Variant<>(command ? "command" : "request"));
        return call(link, link.pathOf(handle), "WriteValue", "aya{sv}", value.toBytes(), options)
                .thenApply(reply -> null);
    }

    CompletionStage<Void> startNotify(LinkKey key, int handle) {
        Link link = links.require(key);
        String path = link.pathOf(handle);
        // Before the call: the first value may come before its reply.
        ValueStream stream = link.streams.computeIfAbsent(
                path, unused -> new ValueStream(value -> events.accept(new RadioEvent.Notified(key, handle, value))));
        return call(link, path, "StartNotify", "").handle((reply, failure) -> {
            if (failure != null && !isAlreadyOn(failure)) {
                link.streams.remove(path, stream);
                throw BluezErrors.GATT.translate(failure);
            }
            return null;
        });
    }

    CompletionStage<Void> stopNotify(LinkKey key, int handle) {
        Link link = links.require(key);
        String path = link.pathOf(handle);
        if (link.streams.remove(path) == null) {
            return CompletableFuture.completedFuture(null);
        }
        return call(link, path, "StopNotify", "").thenApply(reply -> null);
    }

    /** On a link that was resumed BlueZ says so when its own subscription is still in force. */
    private static boolean isAlreadyOn(Throwable failure) {
        return BluezErrors.GATT.translate(failure).fault() == RadioFault.IN_PROGRESS;
    }

    private CompletionStage<BusReply> call(
            Link link, String path, String member, String signature, Object... arguments) {
        String face =
                service.mirror().has(path, BluezNames.DESCRIPTOR) ? BluezNames.DESCRIPTOR : BluezNames.CHARACTERISTIC;
        BusCall call = BusCall.of(BluezNames.SERVICE, path, face, member).with(signature, arguments);
        CompletableFuture<BusReply> outcome = new CompletableFuture<>();
        service.call(call, DEADLINE).whenComplete((reply, failure) -> {
            if (failure == null) {
                outcome.complete(reply);
            } else {
                explain(link, BluezErrors.GATT.translate(failure), outcome);
            }
        });
        return link.whileUp(outcome);
    }

    /**
     * "Unlikely error" is what a device may say, and also what BlueZ makes of an operation whose link dropped: asking for
     * the link tells the two apart.
     */
    private void explain(Link link, RadioException failure, CompletableFuture<BusReply> outcome) {
        boolean unclear =
                failure.fault() == RadioFault.NOT_CONNECTED || failure.attCode().orElse(-1) == AttError.UNLIKELY_ERROR;
        if (!unclear) {
            outcome.completeExceptionally(failure);
            return;
        }
        service.get(link.path, BluezNames.DEVICE, "Connected").whenComplete((reply, noAnswer) -> {
            if (isGone(reply, noAnswer)) {
                // Fails what waits for the link, this operation with it.
                links.onDown(link, "the device is disconnected");
            }
            outcome.completeExceptionally(failure);
        });
    }

    private static boolean isGone(@Nullable BusReply reply, @Nullable Throwable noAnswer) {
        return reply == null
                ? noAnswer != null && BluezErrors.CONNECT.translate(noAnswer).fault() == RadioFault.UNKNOWN_DEVICE
                : !BusValues.truth(reply.first());
    }
}
