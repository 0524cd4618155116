package fieldlink.ble.sim;

import fieldlink.ble.AdapterName;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.DeviceDefinition;
import fieldlink.ble.EventLoop;
import fieldlink.ble.GattServer;
import fieldlink.ble.GattValue;
import fieldlink.ble.RecoveryStep;
import fieldlink.ble.Registration;
import fieldlink.ble.session.ThreadLoop;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The place where simulated adapters and devices meet. Make one, put devices and adapters into it, and give its
 * {@link #radio} to a session. Orders may be given from any thread; they take effect on the loop, in order.
 */
public final class SimulatedAir implements AutoCloseable {
    private final EventLoop loop;
    private final boolean ownsLoop;
    private final Map<DeviceAddress, SimulatedDevice> devices = new LinkedHashMap<>();
    private final SimulatedStack stack;
    private final SimulatedRadio radio;

    private SimulatedAir(EventLoop loop, boolean ownsLoop) {
        this.loop = loop;
        this.ownsLoop = ownsLoop;
        this.stack = new SimulatedStack(this, loop);
        this.radio = new SimulatedRadio(this, loop, stack);
    }

    /** Air on a given loop, usually a {@link VirtualLoop}. */
    public static SimulatedAir on(EventLoop loop) {
        return new SimulatedAir(loop, false);
    }

    /** Air in real time, on a thread of its own. */
    public static SimulatedAir inRealTime() {
        return new SimulatedAir(ThreadLoop.start("fieldlink-ble-sim", InstantSource.system()), true);
    }

    public SimulatedRadio radio() {
        return radio;
    }

    /** Plugs an adapter in. */
    public void plug(AdapterName name, DeviceAddress address, int slots) {
        change(() -> stack.plug(new SimulatedAdapter(name, address, slots)));
    }

    public void unplug(AdapterName name) {
        change(() -> stack.unplug(name));
    }

    /** Switches an adapter on or off, as a person would. */
    public void power(AdapterName name, boolean on) {
        change(() -> stack.power(name, on));
    }

    /**
     * An adapter freezes: it hears nothing and no connect gets an answer, until this step of recovery or a harsher one.
     */
    public void freeze(AdapterName name, RecoveryStep cure) {
        change(() -> stack.adapter(name).ifPresent(adapter -> adapter.freeze(cure)));
    }

    /** The next scans of an adapter fail to start. */
    public void failScans(AdapterName name, int times) {
        change(() -> stack.adapter(name).ifPresent(adapter -> adapter.failScans(times)));
    }

    /** The next orders to stop scanning get no answer. */
    public void hangScanStops(AdapterName name, int times) {
        change(() -> stack.adapter(name).ifPresent(adapter -> adapter.hangScanStops(times)));
    }

    /** The Bluetooth service dies. */
    public void killService() {
        change(stack::killService);
    }

    /** The Bluetooth service is started. */
    public void startService() {
        change(stack::startService);
    }

    /** Makes a link that no session asked for: what a program leaves behind that died. */
    public void leaveLink(AdapterName name, SimulatedDevice device) {
        change(() -> stack.leaveLink(name, device));
    }

    /** Puts a device into the air. */
    public SimulatedDevice place(DeviceAddress address, DeviceDefinition definition, GattServer server) {
        SimulatedDevice device = new SimulatedDevice(this, address, definition, server);
        change(() -> {
            devices.put(address, device);
            stack.beacon(device);
        });
        return device;
    }

    /** Does something again and again while the air is open. */
    public void every(Duration interval, Runnable habit) {
        Registration unused = loop.schedule(interval, () -> {
            habit.run();
            every(interval, habit);
        });
    }

    @Override
    public void close() {
        radio.close();
    }

    /** The loop ends with the air when it was made for it. */
    void closeLoop() {
        if (ownsLoop) {
            loop.close();
        }
    }

    void change(Runnable order) {
        loop.execute(order);
    }

    Collection<SimulatedDevice> devices() {
        return devices.values();
    }

    Optional<SimulatedDevice> device(DeviceAddress address) {
        return Optional.ofNullable(devices.get(address));
    }

    void remove(SimulatedDevice device) {
        devices.remove(device.address(), device);
    }

    void dropLinks(SimulatedDevice device, String reason) {
        stack.dropLinks(device, reason);
    }

    void notifyLinks(SimulatedDevice device, int handle, GattValue value) {
        stack.notifyLinks(device, handle, value);
    }

    void servicesChanged(SimulatedDevice device) {
        stack.servicesChanged(device);
    }
}
