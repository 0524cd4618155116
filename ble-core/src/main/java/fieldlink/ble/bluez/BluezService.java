package fieldlink.ble.bluez;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps up the connection to bluetoothd: finds the bus, waits for the service, mirrors its objects, and begins anew
 * whenever one of the two goes away. Lives on the loop.
 */
final class BluezService implements Bus.Listener {
    interface Observer {
        /** bluetoothd answers; what it has is told to the mirror's watcher next. */
        void up();

        /** The bus or bluetoothd is gone, and with it every object. */
        void down(String reason);
    }

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Without the sender: it would have to be bluetoothd's unique name, which changes with every restart. */
    private static final List<String> MATCH_RULES = List.of(
            "type='signal',interface='" + Bus.PROPERTIES + "',path_namespace='" + BluezNames.ROOT + "'",
            "type='signal',interface='" + Bus.OBJECT_MANAGER + "',path='/'",
            "type='signal',interface='" + Bus.NAME + "',member='NameOwnerChanged',arg0='" + BluezNames.SERVICE + "'");

    private final SelectorLoop loop;
    private final BusAddress address;
    private final Observer observer;
    private final ObjectMirror mirror;

    private @Nullable Bus bus;
    private Duration pause = FIRST_PAUSE;
    /** bluetoothd's unique name on the bus, empty while there is none. */
    private String owner = "";

    private boolean up;
    private boolean stopped;

    BluezService(SelectorLoop loop, BusAddress address, Observer observer, ObjectMirror.Watcher watcher) {
        this.loop = loop;
        this.address = address;
        this.observer = observer;
        this.mirror = new ObjectMirror(watcher);
    }

    ObjectMirror mirror() {
        return mirror;
    }

    boolean isUp() {
        return up;
    }

    private Bus bus() {
        if (bus == null) {
            throw new BusException(BusException.BUS_LOST, "there is no connection to the bus at " + address);
        }
        return bus;
    }

    void start() {
        Bus.open(loop, address, this).whenComplete((opened, failure) -> {
            if (failure != null) {
                onNoBus(String.valueOf(failure.getMessage()));
            } else if (stopped) {
                opened.close();
            } else {
                bus = opened;
                pause = FIRST_PAUSE;
                listen(opened);
            }
        });
    }

    void stop() {
        stopped = true;
        up = false;
        if (bus != null) {
            bus.close();
        }
    }

    CompletionStage<BusReply> call(BusCall call) {
        return call(call, Bus.USUAL_DEADLINE);
    }

    CompletionStage<BusReply> call(BusCall call, Duration deadline) {
        if (bus == null || !up) {
            return CompletableFuture.failedFuture(
                    new BusException("org.freedesktop.DBus.Error.ServiceUnknown", "bluetoothd is not on the bus"));
        }
        return bus.call(call, deadline);
    }

    CompletionStage<BusReply> get(String path, String face, String property) {
        return call(BusCall.of(BluezNames.SERVICE, path, Bus.PROPERTIES, "Get").with("ss", face, property));
    }

    CompletionStage<BusReply> set(String path, String face, String property, Object value) {
        return call(BusCall.of(BluezNames.SERVICE, path, Bus.PROPERTIES, "Set")
                .with("ssv", face, property, new Variant<>(value)));
    }

    /** Asks for all objects and puts the mirror right, in case a signal got lost or has not come yet. */
    CompletionStage<BusReply> refresh() {
        CompletionStage<BusReply> asked = call(managedObjects());
        return asked.thenApply(reply -> {
            mirror.replaceAll(reply.first());
            return reply;
        });
    }

    /** Has the bus start bluetoothd, for which no rights are needed where the service allows it. */
    CompletionStage<BusReply> activate() {
        if (bus == null) {
            return CompletableFuture.failedFuture(new BusException(BusException.BUS_LOST, "no bus at " + address));
        }
        return bus.call(BusCall.of(Bus.NAME, "/org/freedesktop/DBus", Bus.NAME, "StartServiceByName")
                .with("su", BluezNames.SERVICE, new UInt32(0)));
    }

    /** Completes when everything has been heard that happened on the bus before the call. */
    CompletionStage<Void> roundTrip() {
        if (bus == null) {
            return CompletableFuture.completedFuture(null);
        }
        return bus.call(nameOwner()).handle((reply, failure) -> null);
    }

    /** Makes an object answer bluetoothd, and nobody else. */
    void export(String path, Consumer<BusRequest> object) {
        bus().export(path, request -> {
            if (request.sender().equals(owner)) {
                object.accept(request);
            } else {
                request.fail("org.freedesktop.DBus.Error.AccessDenied", "only bluetoothd may call this object");
            }
        });
    }

    void unexport(String path) {
        if (bus != null) {
            bus.unexport(path);
        }
    }

    void emit(String path, String face, String property, Variant<?> value) {
        if (bus != null && up) {
            bus.emit(path, Bus.PROPERTIES, "PropertiesChanged", "sa{sv}as", face, Map.of(property, value), List.of());
        }
    }

    private static BusCall nameOwner() {
        return BusCall.of(Bus.NAME, "/org/freedesktop/DBus", Bus.NAME, "GetNameOwner")
                .with("s", BluezNames.SERVICE);
    }

    private static BusCall managedObjects() {
        return BusCall.of(BluezNames.SERVICE, "/", Bus.OBJECT_MANAGER, "GetManagedObjects");
    }

    private void listen(Bus connection) {
        for (String rule : MATCH_RULES) {
            connection.call(BusCall.of(Bus.NAME, "/org/freedesktop/DBus", Bus.NAME, "AddMatch")
                    .with("s", rule));
        }
        // Calls keep their order, so the rules stand: whatever changes after this answer will be heard.
        findOwner(connection);
    }

    private void findOwner(Bus connection) {
        connection.call(nameOwner()).whenComplete((reply, failure) -> {
            if (bus == connection && !stopped) {
                onOwner(failure == null ? BusValues.text(reply.first()) : "");
            }
        });
    }

    private void onOwner(String found) {
        String old = owner;
        if (found.equals(old) && !old.isEmpty()) {
            return;
        }
        owner = found;
        if (!old.isEmpty()) {
            bus().abandonCallsTo(BluezNames.SERVICE);
        }
        if (!old.isEmpty() || found.isEmpty()) {
            goDown(old.isEmpty() ? "bluetoothd is not running" : "bluetoothd left the bus");
        }
        if (!found.isEmpty()) {
            adopt(found);
        }
    }

    private void onNoBus(String reason) {
        bus = null;
        owner = "";
        goDown(reason);
        if (!stopped) {
            loop.schedule(pause, this::start);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void goDown(String reason) {
        up = false;
        mirror.clear();
        if (!stopped) {
            observer.down(reason);
        }
    }

    private void adopt(String newOwner) {
        owner = newOwner;
        bus().call(managedObjects()).whenComplete((reply, failure) -> {
            if (stopped || !owner.equals(newOwner)) {
                return;
            }
            if (failure != null) {
                goDown("bluetoothd does not answer: " + failure.getMessage());
                loop.schedule(Duration.ofSeconds(1), () -> adoptAgain(newOwner));
                return;
            }
            up = true;
            observer.up();
            mirror.replaceAll(reply.first());
        });
    }

    private void adoptAgain(String sameOwner) {
        if (!stopped && bus != null && owner.equals(sameOwner)) {
            adopt(sameOwner);
        }
    }

    @Override
    public void signal(BusSignal signal) {
        if (signal.member().equals("NameOwnerChanged") && bus != null) {
            // Asking whose the name is now needs no trust in who sent this.
            findOwner(bus);
        } else if (up && signal.sender().equals(owner)) {
            mirror.take(signal);
        }
    }

    @Override
    public void lost(String reason) {
        onNoBus("the connection to the bus at " + address + " is lost: " + reason);
    }
}
