package fieldlink.ble.bluez;

import fieldlink.ble.AdapterName;
import fieldlink.ble.LinkKey;
import fieldlink.ble.RadioEvent;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Puts the parts of the radio together and tells each what concerns it of all that BlueZ says. Lives on the loop. */
final class Switchboard implements BluezService.Observer, ObjectMirror.Watcher {
    private static final System.Logger LOG = System.getLogger(Switchboard.class.getName());

    private final BluezSettings settings;
    private final BluezService service;
    private final Adapters adapters;
    private final Scans scans;
    private final Links links;
    private final GattOperations gatt;
    private final Recovery recovery;
    private final Peripherals peripherals;

    /** What the paths of devices mean: an advertisement has better use for its time than a regular expression. */
    private final Map<String, LinkKey> devices = new HashMap<>();

    private Consumer<RadioEvent> listener = event -> {};
    private boolean reportedDown;
    private boolean ended;

    Switchboard(SelectorLoop loop, BluezSettings settings) {
        this.settings = settings;
        service = new BluezService(loop, settings.bus(), this, this);
        adapters = new Adapters(service, settings, this::report);
        recovery = new Recovery(loop, service, settings, adapters);
        scans = new Scans(loop, service, adapters, new PassiveMonitor(loop, service), recovery, this::report);
        links = new Links(loop, service, adapters, this::report);
        gatt = new GattOperations(service, links, this::report);
        peripherals = new Peripherals(loop, service, adapters, links);
    }

    Scans scans() {
        return scans;
    }

    Links links() {
        return links;
    }

    GattOperations gatt() {
        return gatt;
    }

    Recovery recovery() {
        return recovery;
    }

    Peripherals peripherals() {
        return peripherals;
    }

    void open(Consumer<RadioEvent> events) {
        listener = events;
        service.start();
    }

    /** Ends what was begun: scans, links, served devices. */
    CompletionStage<Void> end() {
        ended = true;
        List<CompletionStage<Void>> ends = new ArrayList<>();
        scans.scanning().forEach(adapter -> ends.add(scans.stop(adapter)));
        links.own().forEach(link -> ends.add(links.disconnect(link)));
        ends.add(peripherals.endAll());
        return CompletableFuture.allOf(
                ends.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new));
    }

    void leave() {
        service.stop();
    }

    private void report(RadioEvent event) {
        if (!ended) {
            listener.accept(event);
        }
    }

    @Override
    public void up() {
        if (reportedDown) {
            reportedDown = false;
            LOG.log(Level.INFO, "bluetoothd is there");
            report(new RadioEvent.ServiceUp());
        }
    }

    @Override
    public void down(String reason) {
        devices.clear();
        adapters.onServiceDown();
        scans.onServiceDown();
        links.onServiceDown(reason);
        peripherals.onServiceDown();
        // Once: while nothing is there, every new try ends up here too.
        if (!reportedDown) {
            reportedDown = true;
            LOG.log(Level.WARNING, reason);
            report(new RadioEvent.ServiceDown(reason));
        }
    }

    @Override
    public void appeared(String path, String face, Map<String, Object> properties) {
        Optional<AdapterName> adapter = adapterOf(path);
        adapter.ifPresent(name -> onAdapter(name, properties));
        linkOf(path).ifPresent(link -> {
            switch (face) {
                case BluezNames.DEVICE -> {
                    devices.put(path, link);
                    onDevice(link, path, properties);
                }
                case BluezNames.GATT_SERVICE, BluezNames.CHARACTERISTIC -> links.onServiceObject(link, path, true);
                default -> {}
            }
        });
    }

    @Override
    public void changed(String path, String face, Map<String, Object> changed) {
        LinkKey device = devices.get(path);
        if (device != null && face.equals(BluezNames.DEVICE)) {
            onDevice(device, path, changed);
            return;
        }
        adapterOf(path).ifPresent(name -> onAdapter(name, changed));
        linkOf(path).ifPresent(link -> {
            Object value = changed.get("Value");
            if (face.equals(BluezNames.CHARACTERISTIC) && value != null) {
                links.onValue(link, path, BusValues.bytes(value));
            }
        });
    }

    @Override
    public void disappeared(String path, String face) {
        if (face.equals(BluezNames.ADAPTER)) {
            adapterOf(path).ifPresent(this::onAdapterGone);
        }
        linkOf(path).ifPresent(link -> {
            switch (face) {
                case BluezNames.DEVICE -> {
                    devices.remove(path);
                    scans.onDeviceGone(link);
                    links.onDeviceGone(link);
                }
                case BluezNames.GATT_SERVICE, BluezNames.CHARACTERISTIC -> links.onServiceObject(link, path, false);
                default -> {}
            }
        });
    }

    private void onAdapter(AdapterName name, Map<String, Object> changed) {
        boolean off = Boolean.FALSE.equals(changed.get("Powered"));
        if (off) {
            scans.onAdapterOff(name);
            links.onAdapterOff(name);
        }
        adapters.onObject(name);
        if (adapters.isPowered(name)) {
            peripherals.onAdapterUsable(name);
        }
    }

    private void onAdapterGone(AdapterName name) {
        scans.onAdapterGone(name);
        links.onAdapterGone(name, "adapter " + name + " is gone");
        peripherals.onAdapterGone(name);
        adapters.onGone(name);
    }

    private void onDevice(LinkKey link, String path, Map<String, Object> changed) {
        scans.onDevice(link, changed, service.mirror().properties(path, BluezNames.DEVICE));
        // On an adapter that serves a device, a link that we did not make is a central's.
        if (links.isOwn(link) || !peripherals.serveOn(link.adapter())) {
            links.onDevice(link, changed);
        }
    }

    private Optional<AdapterName> adapterOf(String path) {
        return BluezNames.adapterAt(path).filter(settings::uses);
    }

    private Optional<LinkKey> linkOf(String path) {
        return BluezNames.linkOf(path).filter(link -> settings.uses(link.adapter()));
    }
}
