package fieldlink.ble.bluez;

import fieldlink.ble.AdapterDescription;
import fieldlink.ble.AdapterName;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.RadioEvent;
import fieldlink.ble.RadioException;
import fieldlink.ble.RadioFault;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The adapters: reports them, and switches on those that are found off. */
final class Adapters {
    private static final System.Logger LOG = System.getLogger(Adapters.class.getName());
    private static final DeviceAddress NO_ADDRESS = new DeviceAddress("00:00:00:00:00:00");

    private final BluezService service;
    private final BluezSettings settings;
    private final Consumer<RadioEvent> events;
    private final Map<AdapterName, AdapterDescription> reported = new TreeMap<>();

    Adapters(BluezService service, BluezSettings settings, Consumer<RadioEvent> events) {
        this.service = service;
        this.settings = settings;
        this.events = events;
    }

    /** Something about an adapter's object is new: the adapter itself, its power, one of its managers. */
    void onObject(AdapterName name) {
        if (!settings.uses(name) || !service.mirror().has(BluezNames.pathOf(name), BluezNames.ADAPTER)) {
            return;
        }
        AdapterDescription now = describe(name);
        AdapterDescription before = reported.put(name, now);
        if (!now.equals(before)) {
            events.accept(new RadioEvent.AdapterAdded(now));
        }
        // Only when first seen: somebody who switches it off later means it.
        if (before == null && !now.powered() && settings.switchOn()) {
            switchTo(name, true).whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.log(
                            Level.WARNING,
                            "adapter {0} is off and cannot be switched on: {1}",
                            name,
                            failure.getMessage());
                }
            });
        }
    }

    void onGone(AdapterName name) {
        if (reported.remove(name) != null) {
            events.accept(new RadioEvent.AdapterRemoved(name));
        }
    }

    void onServiceDown() {
        reported.clear();
    }

    boolean isPowered(AdapterName name) {
        return service.mirror().isTrue(BluezNames.pathOf(name), BluezNames.ADAPTER, "Powered");
    }

    boolean isThere(AdapterName name) {
        return reported.containsKey(name);
    }

    CompletionStage<BusReply> switchTo(AdapterName name, boolean on) {
        return service.set(BluezNames.pathOf(name), BluezNames.ADAPTER, "Powered", on);
    }

    DeviceAddress addressOf(AdapterName name) {
        return service.mirror()
                .property(BluezNames.pathOf(name), BluezNames.ADAPTER, "Address")
                .map(BusValues::text)
                .map(DeviceAddress::parse)
                .orElse(NO_ADDRESS);
    }

    boolean canListenPassively(AdapterName name) {
        return service.mirror()
                .property(BluezNames.pathOf(name), BluezNames.MONITOR_MANAGER, "SupportedMonitorTypes")
                .map(types -> types instanceof List<?> list && list.contains("or_patterns"))
                .orElse(false);
    }

    /** Fails when the adapter cannot be used now. */
    void require(AdapterName name) {
        if (!service.isUp()) {
            throw new RadioException(RadioFault.SERVICE_DOWN, "bluetoothd is not there");
        }
        if (!isThere(name)) {
            throw new RadioException(RadioFault.NOT_READY, "there is no adapter " + name);
        }
        if (!isPowered(name)) {
            throw new RadioException(RadioFault.NOT_READY, "adapter " + name + " is off");
        }
    }

    private AdapterDescription describe(AdapterName name) {
        return new AdapterDescription(name, addressOf(name), isPowered(name), canListenPassively(name));
    }
}
