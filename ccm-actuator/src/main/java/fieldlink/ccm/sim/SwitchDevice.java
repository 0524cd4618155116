package fieldlink.ccm.sim;

import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmRole;
import java.util.List;

/** A valve, fan or heater behind one relay. */
final class SwitchDevice implements Device {
    private final String node;
    private final DeviceSpec.Switch spec;
    private final Valve valve;
    private final Slot slot;
    private final VirtualTime time;

    SwitchDevice(NodeSpec node, DeviceSpec.Switch spec, Valve valve, VirtualTime time) {
        this.node = node.name();
        this.spec = spec;
        this.valve = valve;
        this.slot = new Slot(spec.tuple(), node.validity(), time);
        this.time = time;
    }

    @Override
    public List<Slot> slots() {
        return List.of(slot);
    }

    @Override
    public void act() {
        valve.set(RelayDevice.isOn(slot));
        valve.inspect();
    }

    @Override
    public List<CcmDatum> states() {
        return List.of(new CcmDatum(
                slot.tuple().type().withRole(CcmRole.OPERATION), slot.tuple().address(), 1, valve.isOn() ? "1" : "0"));
    }

    @Override
    public Truth truth() {
        boolean on = valve.isOn();
        return new Truth(time.elapsed(), node, spec.name(), on ? 100 : 0, on, valve.litres(), slot.valid() != null);
    }

    @Override
    public void reboot() {
        slot.forget();
        valve.set(false);
    }
}
