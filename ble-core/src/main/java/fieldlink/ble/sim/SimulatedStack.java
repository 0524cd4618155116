package fieldlink.ble.sim;

import fieldlink.ble.AdapterName;
import fieldlink.ble.AdvertisedContent;
import fieldlink.ble.EventLoop;
import fieldlink.ble.GattValue;
import fieldlink.ble.LinkKey;
import fieldlink.ble.RadioEvent;
import fieldlink.ble.RadioFault;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What goes on between the adapters and the devices of a {@link SimulatedAir}: adapters, links, beacons, the service. */
final class SimulatedStack {
    private final SimulatedAir air;
    private final EventLoop loop;
    private final Map<AdapterName, SimulatedAdapter> adapters = new LinkedHashMap<>();
    private Consumer<RadioEvent> events = event -> {};
    private boolean serviceUp = true;

    SimulatedStack(SimulatedAir air, EventLoop loop) {
        this.air = air;
        this.loop = loop;
    }

    void open(Consumer<RadioEvent> listener) {
        events = listener;
        if (serviceUp) {
            adapters.values().forEach(adapter -> events.accept(new RadioEvent.AdapterAdded(adapter.info())));
            allLinks().forEach(link -> events.accept(new RadioEvent.LinkFound(link.key())));
        } else {
            events.accept(new RadioEvent.ServiceDown("the simulated service was not started"));
        }
    }

    void close() {
        events = event -> {};
        allLinks().forEach(link -> link.end(RadioFault.SERVICE_DOWN, "the radio was closed"));
        adapters.values().forEach(SimulatedAdapter::reset);
    }

    boolean isServiceUp() {
        return serviceUp;
    }

    void plug(SimulatedAdapter adapter) {
        adapters.put(adapter.name(), adapter);
        if (serviceUp) {
            events.accept(new RadioEvent.AdapterAdded(adapter.info()));
        }
    }

    void unplug(AdapterName name) {
        SimulatedAdapter adapter = adapters.remove(name);
        if (adapter != null) {
            adapter.links().forEach(link -> link.end(RadioFault.NOT_CONNECTED, "the adapter is gone"));
            adapter.reset();
            events.accept(new RadioEvent.AdapterRemoved(name));
        }
    }

    void power(AdapterName name, boolean on) {
        adapter(name).ifPresent(adapter -> {
            adapter.links().forEach(link -> link.end(RadioFault.NOT_CONNECTED, "the adapter was switched off"));
            adapter.reset();
            adapter.power(on);
            events.accept(new RadioEvent.AdapterAdded(adapter.info()));
        });
    }

    Optional<SimulatedAdapter> adapter(AdapterName name) {
        return Optional.ofNullable(adapters.get(name));
    }

    Collection<SimulatedAdapter> adapters() {
        return adapters.values();
    }

    void killService() {
        if (serviceUp) {
            serviceUp = false;
            allLinks().forEach(link -> link.end(RadioFault.SERVICE_DOWN, "the service died"));
            adapters.values().forEach(adapter -> {
                adapter.reset();
                adapter.forgetAll();
            });
            events.accept(new RadioEvent.ServiceDown("the simulated service died"));
        }
    }

    void startService() {
        if (!serviceUp) {
            serviceUp = true;
            events.accept(new RadioEvent.ServiceUp());
            adapters.values().forEach(adapter -> events.accept(new RadioEvent.AdapterAdded(adapter.info())));
        }
    }

    void leaveLink(AdapterName name, SimulatedDevice device) {
        adapter(name).ifPresent(adapter -> {
            SimulatedLink link = new SimulatedLink(new LinkKey(name, device.address()), device, loop);
            adapter.add(link);
            link.comeUp();
            events.accept(new RadioEvent.LinkFound(link.key()));
        });
    }

    /** Advertises for as long as anybody hears. */
    void beacon(SimulatedDevice device) {
        if (device.isBeaconing()
                || !isOnAir(device)
                || adapters.values().stream().noneMatch(SimulatedAdapter::hears)) {
            return;
        }
        device.beaconing(true);
        AdvertisedContent data = device.advertisement();
        for (SimulatedAdapter adapter : adapters.values()) {
            if (serviceUp && adapter.hears() && !isLinked(device)) {
                device.heardBy(adapter.name()).ifPresent(rssi -> {
                    adapter.heard(device.address());
                    events.accept(new RadioEvent.Heard(adapter.name(), device.address(), data.localName(), rssi, data));
                });
            }
        }
        loop.schedule(device.interval(), () -> {
            device.beaconing(false);
            beacon(device);
        });
    }

    void dropLinks(SimulatedDevice device, String reason) {
        allLinks().stream()
                .filter(link -> link.device() == device && link.isUp())
                .forEach(link -> drop(link, reason));
    }

    void notifyLinks(SimulatedDevice device, int handle, GattValue value) {
        allLinks().stream()
                .filter(link -> link.device() == device && link.isUp() && link.isNotifying(handle))
                .forEach(link -> events.accept(new RadioEvent.Notified(link.key(), handle, value)));
    }

    void servicesChanged(SimulatedDevice device) {
        allLinks().stream()
                .filter(link -> link.device() == device && link.isUp())
                .forEach(link -> {
                    link.forgetHandles();
                    events.accept(new RadioEvent.ServicesChanged(link.key()));
                });
    }

    /** Begins a connect; it ends by itself, well or not. */
    void attempt(SimulatedAdapter adapter, SimulatedLink link) {
        SimulatedDevice device = link.device();
        if (device.faults().refusesConnect()) {
            loop.schedule(device.timings().connect(), () -> abort(adapter, link));
            return;
        }
        boolean answers = !adapter.isFrozen()
                && device.heardBy(adapter.name()).isPresent()
                && !isTaken(device, link)
                && !device.faults().hangsConnect();
        if (!answers) {
            loop.schedule(Timings.CONNECT_TO_NOBODY, () -> abort(adapter, link));
            return;
        }
        Duration takes = adapter.isScanning()
                ? Timings.CONNECT_WHILE_SCANNING
                : device.timings().connect();
        loop.schedule(takes, () -> {
            if (!link.connecting().isDone()) {
                link.comeUp();
            }
        });
    }

    private static void abort(SimulatedAdapter adapter, SimulatedLink link) {
        if (!link.connecting().isDone()) {
            adapter.remove(link);
            link.end(RadioFault.CONNECT_ABORTED, "le-connection-abort-by-local");
        }
    }

    void drop(SimulatedLink link, String reason) {
        adapter(link.key().adapter()).ifPresent(adapter -> adapter.remove(link));
        link.end(RadioFault.LINK_LOST, reason);
        events.accept(new RadioEvent.LinkDown(link.key(), reason));
    }

    private boolean isOnAir(SimulatedDevice device) {
        return air.device(device.address()).filter(placed -> placed == device).isPresent();
    }

    private boolean isLinked(SimulatedDevice device) {
        return allLinks().stream().anyMatch(link -> link.device() == device && link.isUp());
    }

    private boolean isTaken(SimulatedDevice device, SimulatedLink by) {
        return allLinks().stream().anyMatch(link -> link != by && link.device() == device && link.isUp());
    }

    private List<SimulatedLink> allLinks() {
        return adapters.values().stream()
                .flatMap(adapter -> adapter.links().stream())
                .toList();
    }
}
