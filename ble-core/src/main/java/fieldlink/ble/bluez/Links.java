package fieldlink.ble.bluez;

import fieldlink.ble.AdapterName;
import fieldlink.ble.GattTree;
import fieldlink.ble.GattValue;
import fieldlink.ble.LinkKey;
import fieldlink.ble.RadioEvent;
import fieldlink.ble.RadioException;
import fieldlink.ble.RadioFault;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.freedesktop.dbus.DBusPath;
import org.jspecify.annotations.Nullable;

/** Makes links and notices when they drop. What is done over a link is {@link GattOperations}' matter. */
final class Links {
    /** BlueZ itself gives a silent device up after 40 seconds; the session usually much earlier, by a disconnect. */
    private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(60);

    private static final Duration RESOLVE_DEADLINE = Duration.ofSeconds(45);

    private final SelectorLoop loop;
    private final BluezService service;
    private final Adapters adapters;
    private final Consumer<RadioEvent> events;
    private final Map<LinkKey, Link> links = new HashMap<>();

    Links(SelectorLoop loop, BluezService service, Adapters adapters, Consumer<RadioEvent> events) {
        this.loop = loop;
        this.service = service;
        this.adapters = adapters;
        this.events = events;
    }

    CompletionStage<Void> connect(LinkKey key) {
        adapters.require(key.adapter());
        Link present = links.get(key);
        if (present != null) {
            return switch (present.phase()) {
                case UP -> done();
                // A connect during the linger would succeed and drop a moment later.
                case DISCONNECTING -> present.end().thenCompose(over -> connect(key));
                case CONNECTING, DOWN ->
                    throw new RadioException(RadioFault.IN_PROGRESS, "a connect to " + key + " is under way");
            };
        }
        Link link = new Link(key);
        if (!service.mirror().has(link.path, BluezNames.DEVICE)) {
            throw new RadioException(RadioFault.UNKNOWN_DEVICE, "BlueZ does not know " + key);
        }
        links.put(key, link);
        CompletionStage<BusReply> called = link.whileUp(device(link, "Connect", CONNECT_DEADLINE));
        return called.handle((reply, failure) -> onConnected(link, failure));
    }

    /** The reply is the proof: BlueZ often leaves the property Connected unchanged. */
    private @Nullable Void onConnected(Link link, @Nullable Throwable failure) {
        if (link.phase() == Link.Phase.DISCONNECTING) {
            throw new RadioException(RadioFault.CANCELLED, "the connect to " + link.key + " was given up");
        }
        if (failure == null || isAlreadyConnected(failure)) {
            link.isUp();
            return null;
        }
        links.remove(link.key, link);
        throw BluezErrors.CONNECT.translate(failure);
    }

    private static boolean isAlreadyConnected(Throwable failure) {
        return failure instanceof BusException error && error.is("AlreadyConnected");
    }

    CompletionStage<Void> disconnect(LinkKey key) {
        Link link = links.computeIfAbsent(key, Link::new);
        if (link.phase() == Link.Phase.DISCONNECTING) {
            return link.end();
        }
        if (!service.isUp() || !service.mirror().has(link.path, BluezNames.DEVICE)) {
            links.remove(key, link);
            link.isDown(new RadioException(RadioFault.CANCELLED, key + " was given up"));
            return done();
        }
        boolean wasUp = link.phase() == Link.Phase.UP;
        if (wasUp) {
            dropSubscriptions(link);
        }
        CompletableFuture<Void> over = new CompletableFuture<>();
        link.ends(over);
        device(link, "Disconnect", Bus.USUAL_DEADLINE).whenComplete((reply, failure) -> {
            links.remove(key, link);
            link.isDown(new RadioException(RadioFault.CANCELLED, key + " was given up"));
            complete(over, failure);
        });
        return over;
    }

    /** Being without a link is what was wanted, so it is no failure. */
    private static void complete(CompletableFuture<Void> over, @Nullable Throwable failure) {
        RadioException translated = failure == null ? null : BluezErrors.CONNECT.translate(failure);
        if (translated == null
                || translated.fault() == RadioFault.NOT_CONNECTED
                || translated.fault() == RadioFault.UNKNOWN_DEVICE
                || translated.fault() == RadioFault.SERVICE_DOWN) {
            over.complete(null);
        } else {
            over.completeExceptionally(translated);
        }
    }

    CompletionStage<Void> forget(LinkKey key) {
        adapters.require(key.adapter());
        CompletableFuture<Void> forgotten = new CompletableFuture<>();
        service.call(BusCall.of(
                                BluezNames.SERVICE,
                                BluezNames.pathOf(key.adapter()),
                                BluezNames.ADAPTER,
                                "RemoveDevice")
                        .with("o", new DBusPath(BluezNames.pathOf(key))))
                .whenComplete((reply, failure) -> complete(forgotten, failure));
        return forgotten;
    }

    CompletionStage<GattTree> discover(LinkKey key) {
        Link link = require(key);
        CompletionStage<BusReply> known = service.get(link.path, BluezNames.DEVICE, "ServicesResolved");
        CompletionStage<GattTree> tree = known.thenCompose(
                        reply -> BusValues.truth(reply.first()) ? done() : withDeadline(link.servicesResolved()))
                // The objects of the services may be announced after this property; their listing is complete.
                .thenCompose(resolved -> service.refresh())
                .thenApply(reply -> link.take(GattObjects.read(service.mirror(), link.path)));
        return link.whileUp(tree);
    }

    private CompletionStage<Void> withDeadline(CompletionStage<Void> resolved) {
        CompletableFuture<Void> inTime = new CompletableFuture<>();
        var timer = loop.schedule(
                RESOLVE_DEADLINE,
                () -> inTime.completeExceptionally(
                        new BusException(BusException.DEADLINE, "BlueZ did not resolve the services")));
        resolved.whenComplete((done, failure) -> {
            timer.close();
            inTime.complete(null);
        });
        return inTime;
    }

    /** The link, which must be up. */
    Link require(LinkKey key) {
        Link link = links.get(key);
        if (!service.isUp()) {
            throw new RadioException(RadioFault.SERVICE_DOWN, "bluetoothd is not there");
        }
        if (link == null || link.phase() != Link.Phase.UP) {
            throw new RadioException(RadioFault.NOT_CONNECTED, "there is no link to " + key);
        }
        return link;
    }

    /** Links that this radio made, to be ended when it closes. */
    List<LinkKey> own() {
        return List.copyOf(links.keySet());
    }

    boolean isOwn(LinkKey key) {
        return links.containsKey(key);
    }

    void onDevice(LinkKey key, Map<String, Object> changed) {
        Link link = links.get(key);
        if (link == null) {
            if (Boolean.TRUE.equals(changed.get("Connected"))) {
                events.accept(new RadioEvent.LinkFound(key));
            }
            return;
        }
        if (Boolean.TRUE.equals(changed.get("ServicesResolved"))) {
            link.onServicesResolved();
        }
        if (Boolean.FALSE.equals(changed.get("Connected")) || Boolean.FALSE.equals(changed.get("ServicesResolved"))) {
            onDown(link, "the device is disconnected");
        }
    }

    void onDeviceGone(LinkKey key) {
        Link link = links.get(key);
        if (link == null) {
            return;
        }
        // BlueZ does not answer a Connect whose device is removed meanwhile.
        if (link.phase() == Link.Phase.CONNECTING) {
            links.remove(key);
            link.isDown(new RadioException(RadioFault.UNKNOWN_DEVICE, "BlueZ has forgotten " + key));
        }
        onDown(link, "BlueZ has forgotten the device");
    }

    /** Services came or went after they had been read. */
    void onServiceObject(LinkKey key, String objectPath, boolean appeared) {
        Link link = links.get(key);
        if (link != null
                && link.phase() == Link.Phase.UP
                && link.hasServices()
                && link.knowsObject(objectPath) != appeared) {
            link.dropServices();
            events.accept(new RadioEvent.ServicesChanged(key));
        }
    }

    void onValue(LinkKey key, String objectPath, GattValue value) {
        Link link = links.get(key);
        ValueStream stream = link == null ? null : link.streams.get(objectPath);
        if (stream != null) {
            stream.onValue(value);
        }
    }

    /** @param reason why an adapter's links are over; nobody is told besides the stages that wait */
    void onAdapterGone(AdapterName adapter, String reason) {
        drop(key -> key.adapter().equals(adapter), new RadioException(RadioFault.NOT_READY, reason));
    }

    void onAdapterOff(AdapterName adapter) {
        for (Link link : List.copyOf(links.values())) {
            if (link.key.adapter().equals(adapter)) {
                onDown(link, "adapter " + adapter + " was switched off");
            }
        }
    }

    void onServiceDown(String reason) {
        drop(key -> true, new RadioException(RadioFault.SERVICE_DOWN, reason));
    }

    private void drop(Predicate<LinkKey> which, RadioException failure) {
        List<Link> chosen =
                links.values().stream().filter(link -> which.test(link.key)).toList();
        for (Link link : chosen) {
            links.remove(link.key);
            link.isDown(failure);
        }
    }

    void onDown(Link link, String reason) {
        if (link.phase() != Link.Phase.UP) {
            return;
        }
        links.remove(link.key);
        dropSubscriptions(link);
        link.isDown(new RadioException(RadioFault.LINK_LOST, "the link to " + link.key + " dropped: " + reason));
        events.accept(new RadioEvent.LinkDown(link.key, reason));
    }

    /** Otherwise BlueZ switches them on again by itself at the next connect, whether anybody wants them or not. */
    private void dropSubscriptions(Link link) {
        for (String characteristic : link.streams.keySet()) {
            service.call(BusCall.of(BluezNames.SERVICE, characteristic, BluezNames.CHARACTERISTIC, "StopNotify"));
        }
        link.streams.clear();
    }

    private CompletionStage<BusReply> device(Link link, String member, Duration deadline) {
        return service.call(BusCall.of(BluezNames.SERVICE, link.path, BluezNames.DEVICE, member), deadline);
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }
}
