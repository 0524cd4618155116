package fieldlink.ble.bluez;

import fieldlink.ble.AdapterName;
import fieldlink.ble.LinkKey;
import fieldlink.ble.RadioEvent;
import fieldlink.ble.RadioException;
import fieldlink.ble.RadioFault;
import fieldlink.ble.ScanMode;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.freedesktop.dbus.types.Variant;

/** Scanning: by discovery, or by an advertisement monitor when it shall be passive. */
final class Scans {
    private static final System.Logger LOG = System.getLogger(Scans.class.getName());

    /** LE only; and every report, not just the first of its kind, or values in advertisements would not be seen. */
    private static final Map<String, Variant<?>> FILTER =
            Map.of("Transport", new Variant<>("le"), "DuplicateData", new Variant<>(true));

    private enum State {
        STARTING,
        DISCOVERING,
        MONITORING
    }

    private final BluezService service;
    private final Adapters adapters;
    private final PassiveMonitor monitor;
    private final Consumer<RadioEvent> events;
    private final Sightings sightings = new Sightings();
    private final Map<AdapterName, State> scans = new HashMap<>();

    Scans(BluezService service, Adapters adapters, PassiveMonitor monitor, Consumer<RadioEvent> events) {
        this.service = service;
        this.adapters = adapters;
        this.monitor = monitor;
        this.events = events;
    }

    CompletionStage<Void> start(AdapterName adapter, ScanMode mode) {
        adapters.require(adapter);
        if (scans.containsKey(adapter)) {
            throw new RadioException(RadioFault.IN_PROGRESS, "adapter " + adapter + " is scanning already");
        }
        scans.put(adapter, State.STARTING);
        boolean passive = mode == ScanMode.PASSIVE && adapters.canListenPassively(adapter);
        CompletionStage<Void> started = passive ? listen(adapter) : discover(adapter);
        return started.whenComplete((done, failure) -> {
            if (failure != null) {
                scans.remove(adapter);
            }
        });
    }

    CompletionStage<Void> stop(AdapterName adapter) {
        // First of all: the end of a discovery changes properties too, and that is not a report.
        State was = scans.remove(adapter);
        if (was == null || !service.isUp()) {
            return CompletableFuture.completedFuture(null);
        }
        if (was == State.MONITORING) {
            return monitor.stop(adapter);
        }
        return service.call(
                        BusCall.of(BluezNames.SERVICE, BluezNames.pathOf(adapter), BluezNames.ADAPTER, "StopDiscovery"))
                .handle((reply, failure) -> acceptStop(failure));
    }

    /** A device appeared or changed. */
    void onDevice(LinkKey link, Map<String, Object> changed, Map<String, Object> all) {
        State state = scans.get(link.adapter());
        if (state != null && Sightings.isReport(changed)) {
            events.accept(sightings.read(link, changed, all));
        }
    }

    void onDeviceGone(LinkKey link) {
        sightings.forget(link);
    }

    List<AdapterName> scanning() {
        return List.copyOf(scans.keySet());
    }

    void onAdapterOff(AdapterName adapter) {
        if (scans.remove(adapter) != null) {
            events.accept(new RadioEvent.ScanEnded(adapter));
        }
    }

    void onAdapterGone(AdapterName adapter) {
        scans.remove(adapter);
    }

    void onServiceDown() {
        scans.clear();
        sightings.forgetAll();
        monitor.onServiceDown();
    }

    private CompletionStage<Void> discover(AdapterName adapter) {
        String path = BluezNames.pathOf(adapter);
        return service.call(BusCall.of(BluezNames.SERVICE, path, BluezNames.ADAPTER, "SetDiscoveryFilter")
                        .with("a{sv}", FILTER))
                .thenCompose(
                        set -> service.call(BusCall.of(BluezNames.SERVICE, path, BluezNames.ADAPTER, "StartDiscovery")))
                .thenAccept(started -> scans.replace(adapter, State.STARTING, State.DISCOVERING));
    }

    private CompletionStage<Void> listen(AdapterName adapter) {
        CompletionStage<Void> listening = monitor.start(adapter);
        return listening
                .thenAccept(started -> scans.replace(adapter, State.STARTING, State.MONITORING))
                .exceptionallyCompose(failure -> {
                    LOG.log(
                            Level.WARNING,
                            "passive scanning on {0} does not work here, scanning actively: {1}",
                            adapter,
                            failure.getMessage());
                    return discover(adapter);
                });
    }

    /** That nothing was going on is as good as having stopped it. */
    private static Void acceptStop(Throwable failure) {
        if (failure == null) {
            return null;
        }
        RadioException translated = BluezErrors.ADAPTER.translate(failure);
        boolean alreadyOver = translated.fault() == RadioFault.NOT_READY
                || String.valueOf(translated.getMessage()).contains("No discovery started");
        if (!alreadyOver) {
            throw translated;
        }
        return null;
    }
}
