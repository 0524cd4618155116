package fieldlink.ccm.sim;

import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmNumber;
import fieldlink.ccm.CcmRole;
import java.time.Duration;
import java.util.List;

/** A window whose node only closes the relays it is told to close; that they are told well is the bridge's affair. */
final class RelayDevice implements Device {
    private final String node;
    private final DeviceSpec.Relays spec;
    private final Motor motor;
    private final Slot open;
    private final Slot close;
    private final boolean countsDown;
    private final Duration validity;
    private final VirtualTime time;

    RelayDevice(NodeSpec node, DeviceSpec.Relays spec, Motor motor, VirtualTime time) {
        this.node = node.name();
        this.spec = spec;
        this.motor = motor;
        this.open = new Slot(spec.open(), node.validity(), time);
        this.close = new Slot(spec.close(), node.validity(), time);
        this.countsDown = node.profile() == NodeProfile.M304;
        this.validity = node.validity();
        this.time = time;
    }

    @Override
    public List<Slot> slots() {
        return List.of(open, close);
    }

    @Override
    public void act() {
        motor.relays(isOn(open), isOn(close));
        motor.inspect();
    }

    @Override
    public List<CcmDatum> states() {
        return List.of(state(open), state(close));
    }

    @Override
    public Truth truth() {
        boolean commanded = open.valid() != null || close.valid() != null;
        return new Truth(time.elapsed(), node, spec.name(), motor.percent(), motor.isRunning(), 0, commanded);
    }

    @Override
    public void reboot() {
        open.forget();
        close.forget();
        motor.relays(false, false);
    }

    static boolean isOn(Slot slot) {
        return slot.value().orElse(0) > 0;
    }

    /** M304 nodes report for how many seconds a relay will stay closed. */
    private CcmDatum state(Slot slot) {
        double left = validity.minus(slot.age()).toMillis() / 1000.0;
        double value = !isOn(slot) ? 0 : countsDown ? left : 1;
        return new CcmDatum(
                slot.tuple().type().withRole(CcmRole.OPERATION), slot.tuple().address(), 1, CcmNumber.format(value, 0));
    }
}
