package fieldlink.ble.bluez;

import fieldlink.ble.AdapterName;
import fieldlink.ble.DeviceDefinition;
import fieldlink.ble.GattServer;
import fieldlink.ble.GattValue;
import fieldlink.ble.ServedDevice;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.Variant;

/** The devices that this machine plays. Registers them with BlueZ, again after each of its restarts. */
final class Peripherals {
    private static final System.Logger LOG = System.getLogger(Peripherals.class.getName());
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(3);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    /** A central has one question open at a time, but may send commands as fast as the air allows. */
    private static final int MOST_QUESTIONS = 256;

    private enum State {
        REGISTERING,
        REGISTERED,
        UNREGISTERED
    }

    private final SelectorLoop loop;
    private final BluezService service;
    private final Adapters adapters;
    private final Links links;
    private final Map<Peripheral, State> served = new LinkedHashMap<>();
    private final ThreadPoolExecutor questions;
    private int devicesMade;

    Peripherals(SelectorLoop loop, BluezService service, Adapters adapters, Links links) {
        this.loop = loop;
        this.service = service;
        this.adapters = adapters;
        this.links = links;
        this.questions =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_QUESTIONS), task -> {
                    Thread thread = new Thread(task, "fieldlink-ble-gatt-server");
                    thread.setDaemon(true);
                    return thread;
                });
        questions.allowCoreThreadTimeOut(true);
    }

    CompletionStage<ServedDevice> serve(AdapterName adapter, DeviceDefinition device, GattServer server) {
        adapters.require(adapter);
        ServedObjects objects = new ServedObjects("/io/github/fieldlink/device" + devicesMade++, device);
        Peripheral peripheral = new Peripheral(this, adapter, adapters.addressOf(adapter), objects, server, questions);
        return register(peripheral).handle((done, failure) -> {
            if (failure != null) {
                served.remove(peripheral);
                throw BluezErrors.ADAPTER.translate(failure);
            }
            return peripheral;
        });
    }

    /** A link on such an adapter may have been made by a central, to us. */
    boolean serveOn(AdapterName adapter) {
        return served.keySet().stream().anyMatch(peripheral -> peripheral.adapter.equals(adapter));
    }

    /** An adapter appeared or was switched on. */
    void onAdapterUsable(AdapterName adapter) {
        served.entrySet().stream()
                .filter(entry -> entry.getValue() == State.UNREGISTERED
                        && entry.getKey().adapter.equals(adapter))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::registerAgain);
    }

    void onAdapterGone(AdapterName adapter) {
        unregistered(peripheral -> peripheral.adapter.equals(adapter));
    }

    void onServiceDown() {
        unregistered(peripheral -> true);
    }

    private void unregistered(Predicate<Peripheral> which) {
        for (Map.Entry<Peripheral, State> entry : served.entrySet()) {
            if (which.test(entry.getKey())) {
                entry.setValue(State.UNREGISTERED);
                entry.getKey().onUnregistered();
            }
        }
    }

    private void registerAgain(Peripheral peripheral) {
        register(peripheral).whenComplete((done, failure) -> {
            if (failure != null && served.replace(peripheral, State.REGISTERING, State.UNREGISTERED)) {
                LOG.log(
                        Level.WARNING,
                        "a device cannot be served on {0}: {1}",
                        peripheral.adapter,
                        failure.getMessage());
                loop.schedule(TRY_AGAIN, () -> onAdapterUsable(peripheral.adapter));
            }
        });
    }

    private CompletionStage<Void> register(Peripheral peripheral) {
        served.put(peripheral, State.REGISTERING);
        export(peripheral);
        return manager(peripheral, BluezNames.GATT_MANAGER, "RegisterApplication", peripheral.objects.root())
                .thenCompose(reply -> manager(
                                peripheral,
                                BluezNames.ADVERTISING_MANAGER,
                                "RegisterAdvertisement",
                                peripheral.objects.advertisementPath())
                        .whenComplete((done, failure) -> {
                            if (failure != null) {
                                unregisterApplication(peripheral);
                            }
                        }))
                .thenAccept(reply -> served.replace(peripheral, State.REGISTERING, State.REGISTERED));
    }

    private CompletionStage<BusReply> manager(Peripheral peripheral, String face, String member, String path) {
        BusCall call = BusCall.of(BluezNames.SERVICE, BluezNames.pathOf(peripheral.adapter), face, member);
        return service.call(
                member.startsWith("Register")
                        ? call.with("oa{sv}", new DBusPath(path), Map.of())
                        : call.with("o", new DBusPath(path)));
    }

    private void export(Peripheral peripheral) {
        ServedObjects objects = peripheral.objects;
        service.export(objects.root(), request -> {
            if (request.member().equals("GetManagedObjects")) {
                request.reply("a{oa{sa{sv}}}", objects.managed());
            } else {
                request.failUnknown();
            }
        });
        service.export(objects.advertisementPath(), request -> answerAdvertisement(objects, request));
        objects.characteristics().keySet().forEach(path -> service.export(path, peripheral::answer));
    }

    private static void answerAdvertisement(ServedObjects objects, BusRequest request) {
        switch (request.member()) {
            case "GetAll" -> request.reply("a{sv}", objects.advertisement());
            // Said at the service's end; its leaving the bus is what we act upon.
            case "Release" -> request.replyNothing();
            default -> request.failUnknown();
        }
    }

    /** Nothing happens after the radio was closed. */
    void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException closed) {
            LOG.log(Level.DEBUG, "a served device of a closed radio was used", closed);
        }
    }

    void emitValue(String path, GattValue value) {
        service.emit(path, BluezNames.CHARACTERISTIC, "Value", new Variant<>(value.toBytes()));
    }

    /** Ends one served device. Waits a moment for BlueZ, unless called on the loop. */
    void end(Peripheral peripheral) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        try {
            loop.execute(() -> {
                CompletionStage<Void> ending = endAll(List.of(peripheral));
                ending.whenComplete((done, failure) -> ended.complete(null));
            });
        } catch (RejectedExecutionException closed) {
            // The radio has ended it already.
            return;
        }
        if (loop.onLoop()) {
            return;
        }
        try {
            ended.get(CLOSE_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.DEBUG, "BlueZ takes its time to end a served device", e);
        }
    }

    /** Ends all served devices. Completes when their centrals are gone. */
    CompletionStage<Void> endAll() {
        CompletionStage<Void> ended = endAll(List.copyOf(served.keySet()));
        questions.shutdown();
        return ended;
    }

    private CompletionStage<Void> endAll(List<Peripheral> ending) {
        List<CompletableFuture<BusReply>> calls = new ArrayList<>();
        for (Peripheral peripheral : ending) {
            if (served.remove(peripheral) == null || !service.isUp()) {
                continue;
            }
            calls.add(manager(
                            peripheral,
                            BluezNames.ADVERTISING_MANAGER,
                            "UnregisterAdvertisement",
                            peripheral.objects.advertisementPath())
                    .toCompletableFuture());
            for (String central : centralsOf(peripheral)) {
                calls.add(service.call(BusCall.of(BluezNames.SERVICE, central, BluezNames.DEVICE, "Disconnect"))
                        .toCompletableFuture());
            }
            calls.add(unregisterApplication(peripheral).toCompletableFuture());
        }
        return CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new));
    }

    /** Those that asked us something, and whoever else is connected to the adapter without our having connected to them. */
    private Set<String> centralsOf(Peripheral peripheral) {
        Set<String> centrals = new HashSet<>(peripheral.centrals());
        ObjectMirror mirror = service.mirror();
        for (String device : mirror.below(BluezNames.pathOf(peripheral.adapter), BluezNames.DEVICE)) {
            boolean inbound =
                    BluezNames.linkOf(device).map(key -> !links.isOwn(key)).orElse(false);
            if (inbound && mirror.isTrue(device, BluezNames.DEVICE, "Connected")) {
                centrals.add(device);
            }
        }
        return centrals;
    }

    private CompletionStage<BusReply> unregisterApplication(Peripheral peripheral) {
        peripheral.objects.characteristics().keySet().forEach(service::unexport);
        service.unexport(peripheral.objects.advertisementPath());
        CompletionStage<BusReply> gone =
                manager(peripheral, BluezNames.GATT_MANAGER, "UnregisterApplication", peripheral.objects.root());
        service.unexport(peripheral.objects.root());
        return gone;
    }
}
