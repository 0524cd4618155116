package fieldlink.ble.bluez;

import fieldlink.ble.AdapterName;
import fieldlink.ble.LinkKey;
import fieldlink.ble.RadioEvent;
import fieldlink.ble.RadioException;
import fieldlink.ble.RadioFault;
import fieldlink.ble.RecoveryStep;
import fieldlink.ble.ScanMode;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /**
     * A bluetoothd that died while scanning leaves the kernel scanning for up to ten seconds, and its successor answers
     * InProgress until then. (StopDiscovery does not help: BlueZ 5.66 dies of it.) Where the scan was ours the adapter
     * is switched off and on, which ends it at once; another's is waited for.
     */
    private static final Duration BUSY_FOR = Duration.ofSeconds(12);

    private static final Duration ASK_AGAIN = Duration.ofMillis(500);

    /** One scan from its start to its end. */
    private static final class Scan {
        boolean passive;
        /** Completes when BlueZ has started it, or has not. */
        final CompletableFuture<Void> settled = new CompletableFuture<>();

        boolean on;

        Scan(boolean passive) {
            this.passive = passive;
        }
    }

    private final SelectorLoop loop;
    private final BluezService service;
    private final Adapters adapters;
    private final PassiveMonitor monitor;
    private final Recovery recovery;
    private final Consumer<RadioEvent> events;
    private final Sightings sightings = new Sightings();
    private final Map<AdapterName, Scan> scans = new HashMap<>();
    /** Adapters that were scanning for us when bluetoothd went away. */
    private final Set<AdapterName> left = new HashSet<>();

    Scans(
            SelectorLoop loop,
            BluezService service,
            Adapters adapters,
            PassiveMonitor monitor,
            Recovery recovery,
            Consumer<RadioEvent> events) {
        this.loop = loop;
        this.service = service;
        this.adapters = adapters;
        this.monitor = monitor;
        this.recovery = recovery;
        this.events = events;
    }

    CompletionStage<Void> start(AdapterName adapter, ScanMode mode) {
        adapters.require(adapter);
        if (scans.containsKey(adapter)) {
            throw new RadioException(RadioFault.IN_PROGRESS, "adapter " + adapter + " is scanning already");
        }
        Scan scan = new Scan(mode == ScanMode.PASSIVE && adapters.canListenPassively(adapter));
        scans.put(adapter, scan);
        CompletionStage<Void> started = scan.passive ? listen(adapter, scan) : discover(adapter, scan);
        return started.whenComplete((done, failure) -> {
            scan.on = failure == null;
            if (failure != null) {
                scans.remove(adapter, scan);
            }
            scan.settled.complete(null);
        });
    }

    CompletionStage<Void> stop(AdapterName adapter) {
        // First of all: the end of a discovery changes properties too, and that is not a report.
        Scan scan = scans.remove(adapter);
        if (scan == null || !service.isUp()) {
            return CompletableFuture.completedFuture(null);
        }
        // BlueZ must not be asked to stop what it has not answered the start of.
        return scan.settled.thenCompose(settled -> scan.on ? stop(adapter, scan) : scan.settled);
    }

    private CompletionStage<Void> stop(AdapterName adapter, Scan scan) {
        if (scan.passive) {
            return monitor.stop(adapter);
        }
        return service.call(
                        BusCall.of(BluezNames.SERVICE, BluezNames.pathOf(adapter), BluezNames.ADAPTER, "StopDiscovery"))
                .handle((reply, failure) -> acceptStop(failure));
    }

    /** A device appeared or changed. */
    void onDevice(LinkKey link, Map<String, Object> changed, Map<String, Object> all) {
        if (scans.containsKey(link.adapter()) && Sightings.isReport(changed)) {
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
        left.addAll(scans.keySet());
        scans.clear();
        sightings.forgetAll();
        monitor.onServiceDown();
    }

    private CompletionStage<Void> discover(AdapterName adapter, Scan scan) {
        String path = BluezNames.pathOf(adapter);
        return service.call(BusCall.of(BluezNames.SERVICE, path, BluezNames.ADAPTER, "SetDiscoveryFilter")
                        .with("a{sv}", FILTER))
                .thenCompose(set -> startDiscovery(adapter, scan, BUSY_FOR));
    }

    private CompletionStage<Void> startDiscovery(AdapterName adapter, Scan scan, Duration patience) {
        BusCall call = BusCall.of(BluezNames.SERVICE, BluezNames.pathOf(adapter), BluezNames.ADAPTER, "StartDiscovery");
        return service.call(call).thenAccept(reply -> left.remove(adapter)).exceptionallyCompose(failure -> {
            RadioException translated = BluezErrors.ADAPTER.translate(failure);
            boolean wanted = scans.get(adapter) == scan && !patience.isNegative();
            if (translated.fault() != RadioFault.IN_PROGRESS || !wanted) {
                return CompletableFuture.failedFuture(translated);
            }
            if (left.remove(adapter) && recovery.mayBegin()) {
                return CompletableFuture.failedFuture(endLeftScan(adapter));
            }
            CompletableFuture<Void> pause = new CompletableFuture<>();
            loop.schedule(ASK_AGAIN, () -> pause.complete(null));
            return pause.thenCompose(over -> startDiscovery(adapter, scan, patience.minus(ASK_AGAIN)));
        });
    }

    /** What the caller is told meanwhile; that the adapter is on again comes as an event. */
    private RadioException endLeftScan(AdapterName adapter) {
        recovery.take(adapter, RecoveryStep.POWER_CYCLE).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.log(Level.WARNING, "adapter {0} cannot be switched off and on: {1}", adapter, failure.getMessage());
            }
        });
        return new RadioException(
                RadioFault.NOT_READY,
                "adapter " + adapter + " still scans for the bluetoothd that died; it is switched off and on");
    }

    private CompletionStage<Void> listen(AdapterName adapter, Scan scan) {
        return monitor.start(adapter).exceptionallyCompose(failure -> {
            LOG.log(
                    Level.WARNING,
                    "passive scanning on {0} does not work here, scanning actively: {1}",
                    adapter,
                    failure.getMessage());
            scan.passive = false;
            return discover(adapter, scan);
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
