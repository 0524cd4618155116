package fieldlink.ble.sim;

import fieldlink.ble.AdapterName;
import fieldlink.ble.AdvertisedContent;
import fieldlink.ble.Advertisement;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.CharacteristicProperty;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.DeviceDefinition;
import fieldlink.ble.GattServer;
import fieldlink.ble.GattTree;
import fieldlink.ble.GattValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A device on the simulated air. It advertises while it is there and has no link, and takes one link at a time, as most
 * devices do. Orders may be given from any thread; they take effect on the air's loop.
 */
public final class SimulatedDevice {
    private static final int DEFAULT_RSSI = -60;
    private static final int MTU = 247;

    private final SimulatedAir air;
    private final DeviceAddress address;
    private final GattServer server;
    private final DeviceFaults faults = new DeviceFaults();
    private final Map<AdapterName, Integer> strengths = new HashMap<>();
    private DeviceDefinition definition;
    private AdvertisedContent advertisement;
    private Duration interval = Duration.ofMillis(100);
    private Timings timings = Timings.BRISK;
    private boolean present = true;
    private boolean beaconing;
    private Map<Integer, CharacteristicId> handles = Map.of();
    private GattTree tree;

    SimulatedDevice(SimulatedAir air, DeviceAddress address, DeviceDefinition definition, GattServer server) {
        this.air = air;
        this.address = address;
        this.definition = definition;
        this.advertisement = definition.advertisement();
        this.server = server;
        this.tree = plant();
    }

    public DeviceAddress address() {
        return address;
    }

    /** What shall go wrong. */
    public DeviceFaults faults() {
        return faults;
    }

    /** The device is switched off or carried away: no advertisement, no answer; its link is lost. */
    public void vanish() {
        air.change(() -> {
            present = false;
            air.dropLinks(this, "the device does not answer any more");
        });
    }

    /** The device is back. */
    public void appear() {
        air.change(() -> present = true);
    }

    /** The device ends its link and goes on advertising. */
    public void dropLink() {
        air.change(() -> air.dropLinks(this, "the device ended the link"));
    }

    /** Sends a value to a central that has subscribed. */
    public void notify(CharacteristicId characteristic, GattValue value) {
        air.change(() -> handles.forEach((handle, id) -> {
            boolean meant = id.characteristic().equals(characteristic.characteristic())
                    && characteristic
                            .inService()
                            .map(service -> service.equals(id.service()))
                            .orElse(true);
            if (meant && !faults.losesNotification()) {
                air.notifyLinks(this, handle, value);
            }
        }));
    }

    /** Changes what is advertised. */
    public void advertise(AdvertisedContent data) {
        air.change(() -> advertisement = data);
    }

    public void interval(Duration wanted) {
        air.change(() -> interval = wanted);
    }

    /** @param rssi in dBm as that adapter hears it, or {@link Advertisement#RSSI_UNKNOWN} for not at all */
    public void strength(AdapterName adapter, int rssi) {
        air.change(() -> strengths.put(adapter, rssi));
    }

    public void timings(Timings wanted) {
        air.change(() -> timings = wanted);
    }

    /** New firmware with other services, on a link that may be up. */
    public void changeServices(List<DeviceDefinition.Service> services) {
        air.change(() -> {
            definition = new DeviceDefinition(definition.advertisement(), services);
            tree = plant();
            air.servicesChanged(this);
        });
    }

    boolean isBeaconing() {
        return beaconing;
    }

    void beaconing(boolean on) {
        beaconing = on;
    }

    Optional<Integer> heardBy(AdapterName adapter) {
        int rssi = strengths.getOrDefault(adapter, DEFAULT_RSSI);
        return present && rssi != Advertisement.RSSI_UNKNOWN ? Optional.of(rssi) : Optional.empty();
    }

    AdvertisedContent advertisement() {
        return advertisement;
    }

    Duration interval() {
        return interval;
    }

    Timings timings() {
        return timings;
    }

    GattServer server() {
        return server;
    }

    GattTree tree() {
        return tree;
    }

    Optional<CharacteristicId> characteristic(int handle) {
        return Optional.ofNullable(handles.get(handle));
    }

    boolean allows(int handle, CharacteristicProperty property) {
        return tree.services().stream()
                .flatMap(service -> service.characteristics().stream())
                .anyMatch(one -> one.handle() == handle && one.can(property));
    }

    /** Handles as a real attribute table has them: a declaration before each, a descriptor after what notifies. */
    private GattTree plant() {
        Map<Integer, CharacteristicId> byHandle = new HashMap<>();
        List<GattTree.Service> services = new ArrayList<>();
        int handle = 0;
        for (DeviceDefinition.Service service : definition.services()) {
            handle++;
            List<GattTree.Characteristic> characteristics = new ArrayList<>();
            for (DeviceDefinition.Characteristic characteristic : service.characteristics()) {
                handle += 2;
                byHandle.put(handle, CharacteristicId.of(service.uuid(), characteristic.uuid()));
                characteristics.add(new GattTree.Characteristic(
                        handle, characteristic.uuid(), characteristic.properties(), List.of()));
                handle++;
            }
            services.add(new GattTree.Service(service.uuid(), true, characteristics));
        }
        handles = Map.copyOf(byHandle);
        return new GattTree(services, MTU);
    }
}
