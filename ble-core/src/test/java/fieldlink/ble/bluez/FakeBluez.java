package fieldlink.ble.bluez;

import fieldlink.ble.AdapterName;
import fieldlink.ble.DeviceAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/**
 * A stand-in for bluetoothd on a private bus: adapters hci0 and hci1 that hear each other, served devices on one that are
 * found and used from the other, with BlueZ's error names, texts and order of signals (docs/reference/bluez.md). Faults
 * are scripted by method name.
 */
final class FakeBluez implements Bus.Listener, AutoCloseable {
    /** What is done with a call instead of the usual. */
    private interface Fault {
        void answer(BusRequest request);
    }

    private final SelectorLoop loop = new SelectorLoop("fake-bluez");
    private final BusAddress address;
    private final FakeObjects objects = new FakeObjects(() -> this.bus);
    private final Map<String, FakeAdapter> adapters = new TreeMap<>();
    private final Map<String, Deque<Fault>> faults = new HashMap<>();
    private final Map<String, Integer> calls = new HashMap<>();
    private Bus bus;

    FakeBluez(BusAddress address) {
        this.address = address;
    }

    /** bluetoothd starts. Returns when it is on the bus. */
    void start(String... adapterNames) {
        CompletableFuture<Void> started = new CompletableFuture<>();
        loop.execute(() -> Bus.open(loop, address, this)
                .thenCompose(opened -> {
                    bus = opened;
                    bus.export("/", this::answerRoot);
                    return bus.call(onBus("AddMatch").with("s", "type='signal'"));
                })
                .thenAccept(matched -> {
                    for (String name : adapterNames) {
                        plugNow(name);
                    }
                })
                .thenCompose(ready -> bus.call(onBus("RequestName").with("su", BluezNames.SERVICE, new UInt32(0))))
                .whenComplete((reply, failure) -> {
                    if (failure == null) {
                        started.complete(null);
                    } else {
                        started.completeExceptionally(failure);
                    }
                }));
        await(started);
    }

    /** bluetoothd is killed: it leaves the bus without a word. */
    void kill() {
        run(() -> {
            bus.close();
            objects.clear();
            adapters.clear();
        });
    }

    void plug(String name) {
        run(() -> plugNow(name));
    }

    void unplug(String name) {
        run(() -> {
            adapters.remove(name).switchTo(false);
            objects.remove(BluezNames.pathOf(new AdapterName(name)));
        });
    }

    void power(String name, boolean on) {
        run(() -> adapters.get(name).switchTo(on));
    }

    /** Drops every link that an adapter has. */
    void dropLinks(String name) {
        run(() -> adapters.get(name).dropLinks());
    }

    /** The next call of a method is not answered at all. */
    void hangNext(String member) {
        script(member, request -> {});
    }

    void failNext(String member, String error, String text) {
        script(member, request -> request.fail(error, text));
    }

    /** How often a method was called so far. */
    int calls(String member) {
        int[] count = new int[1];
        run(() -> count[0] = calls.getOrDefault(member, 0));
        return count[0];
    }

    /** A device is heard that is not one of ours; a known one gets these properties anew. */
    void hear(String adapter, DeviceAddress device, Map<String, Variant<?>> properties) {
        run(() -> adapters.get(adapter).hear(device, properties));
    }

    void forgetDevice(String adapter, DeviceAddress device) {
        run(() -> adapters.get(adapter).forget(device));
    }

    void invalidate(String path, String face, String property) {
        run(() -> objects.invalidate(path, face, property));
    }

    void run(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                task.run();
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        await(done);
    }

    @Override
    public void close() {
        kill();
        loop.close();
    }

    FakeObjects objects() {
        return objects;
    }

    Bus bus() {
        return bus;
    }

    List<FakeAdapter> adapters() {
        return List.copyOf(adapters.values());
    }

    private void script(String member, Fault fault) {
        run(() -> faults.computeIfAbsent(member, unused -> new ArrayDeque<>()).add(fault));
    }

    /** Makes an object of BlueZ's answer: faults first, then the properties that every object has, then its own methods. */
    void export(String path, Consumer<BusRequest> methods) {
        bus.export(path, request -> {
            calls.merge(request.member(), 1, Integer::sum);
            Deque<Fault> scripted = faults.getOrDefault(request.member(), new ArrayDeque<>());
            if (!scripted.isEmpty()) {
                scripted.remove().answer(request);
            } else if (!objects.has(path)) {
                request.fail("org.freedesktop.DBus.Error.UnknownObject", "no object " + path);
            } else if (request.face().equals(Bus.PROPERTIES) && request.member().equals("Get")) {
                answerGet(request);
            } else {
                methods.accept(request);
            }
        });
    }

    private void answerGet(BusRequest request) {
        String face = BusValues.text(request.values().get(0));
        Variant<?> value = objects.properties(request.path(), face)
                .get(BusValues.text(request.values().get(1)));
        if (value == null) {
            request.fail("org.freedesktop.DBus.Error.InvalidArgs", "No such property");
        } else {
            request.reply("v", value);
        }
    }

    private void answerRoot(BusRequest request) {
        calls.merge(request.member(), 1, Integer::sum);
        Deque<Fault> scripted = faults.getOrDefault(request.member(), new ArrayDeque<>());
        if (!scripted.isEmpty()) {
            scripted.remove().answer(request);
        } else if (request.member().equals("GetManagedObjects")) {
            request.reply("a{oa{sa{sv}}}", objects.managed());
        } else {
            request.failUnknown();
        }
    }

    private void plugNow(String name) {
        FakeAdapter adapter = new FakeAdapter(this, new AdapterName(name), adapters.size());
        adapters.put(name, adapter);
        adapter.appear();
    }

    @Override
    public void signal(BusSignal signal) {
        switch (signal.member()) {
            // dbus-java's daemon forgets to say who left, so everybody is asked for.
            case "NameOwnerChanged" ->
                adapters().stream().flatMap(adapter -> adapter.users().stream()).forEach(this::checkUser);
            case "PropertiesChanged" -> {
                Object value = BusValues.properties(signal.values().get(1)).get("Value");
                if (value != null) {
                    adapters().forEach(adapter -> adapter.onServedValue(signal.sender(), signal.path(), value));
                }
            }
            default -> {}
        }
    }

    private void checkUser(String user) {
        bus.call(onBus("GetNameOwner").with("s", user)).whenComplete((reply, failure) -> {
            if (failure != null || reply.first().equals("")) {
                adapters().forEach(adapter -> adapter.onOwnerGone(user));
            }
        });
    }

    @Override
    public void lost(String reason) {
        objects.clear();
        adapters.clear();
    }

    private static BusCall onBus(String member) {
        return BusCall.of(Bus.NAME, "/org/freedesktop/DBus", Bus.NAME, member);
    }

    private static void await(CompletableFuture<Void> done) {
        try {
            done.get(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new CompletionException(e);
        }
    }
}
