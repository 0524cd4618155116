package fieldlink.ble.sim;

import fieldlink.ble.AdapterDescription;
import fieldlink.ble.AdapterName;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.RecoveryStep;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One adapter of the simulated air. */
final class SimulatedAdapter {
    private final AdapterName name;
    private final DeviceAddress address;
    private final int slots;
    private final Set<DeviceAddress> known = new HashSet<>();
    private final Map<DeviceAddress, SimulatedLink> links = new LinkedHashMap<>();
    private boolean powered = true;
    private boolean scanning;
    private @Nullable RecoveryStep cure;
    private int failingScans;
    private int hangingStops;

    SimulatedAdapter(AdapterName name, DeviceAddress address, int slots) {
        this.name = name;
        this.address = address;
        this.slots = slots;
    }

    AdapterName name() {
        return name;
    }

    DeviceAddress address() {
        return address;
    }

    AdapterDescription info() {
        return new AdapterDescription(name, address, powered, true);
    }

    boolean isPowered() {
        return powered;
    }

    void power(boolean on) {
        powered = on;
        scanning = false;
    }

    boolean isScanning() {
        return scanning;
    }

    void scan(boolean on) {
        scanning = on;
    }

    boolean hears() {
        return powered && scanning && cure == null;
    }

    boolean isFrozen() {
        return cure != null;
    }

    void freeze(RecoveryStep until) {
        cure = until;
    }

    /** What the step heals is healed; what it interrupts is over. */
    void recover(RecoveryStep step) {
        if (cure != null && step.compareTo(cure) >= 0) {
            cure = null;
        }
        reset();
    }

    void reset() {
        scanning = false;
        links.clear();
    }

    void failScans(int times) {
        failingScans = times;
    }

    boolean failsScan() {
        return failingScans > 0 && failingScans-- > 0;
    }

    void hangScanStops(int times) {
        hangingStops = times;
    }

    boolean hangsScanStop() {
        return hangingStops > 0 && hangingStops-- > 0;
    }

    void heard(DeviceAddress device) {
        known.add(device);
    }

    boolean knows(DeviceAddress device) {
        return known.contains(device);
    }

    void forget(DeviceAddress device) {
        known.remove(device);
    }

    void forgetAll() {
        known.clear();
    }

    boolean isFull() {
        return links.size() >= slots;
    }

    Optional<SimulatedLink> link(DeviceAddress device) {
        return Optional.ofNullable(links.get(device));
    }

    List<SimulatedLink> links() {
        return List.copyOf(links.values());
    }

    void add(SimulatedLink link) {
        links.put(link.key().device(), link);
    }

    void remove(SimulatedLink link) {
        links.remove(link.key().device(), link);
    }
}
