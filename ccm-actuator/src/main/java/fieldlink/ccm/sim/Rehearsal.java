package fieldlink.ccm.sim;

import fieldlink.ccm.CcmAddress;
import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.CcmType;
import fieldlink.ccm.Ipv4Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Greenhouses to begin with, where nobody has described one. */
public final class Rehearsal {
    private static final int REGION = 71;

    private Rehearsal() {}

    /**
     * One node with a side window, a roof window, two curtains, a water valve and two fans, with the travel times of a
     * real house. Windows are told a percentage.
     */
    public static NodeSpec byPosition(Ipv4Address address, NodeProfile profile) {
        List<DeviceSpec> devices = new ArrayList<>();
        devices.add(new DeviceSpec.Position(
                "side-window", tuple("VenSdWinrcA", 1), MotorSpec.worn(seconds(65), seconds(50))));
        devices.add(new DeviceSpec.Position(
                "roof-window", tuple("VenRfWinrcA", 1), MotorSpec.worn(seconds(100), seconds(100))));
        devices.add(new DeviceSpec.Position(
                "thermal-curtain", tuple("ThCrtnrcA", 1), MotorSpec.worn(seconds(600), seconds(600))));
        devices.add(new DeviceSpec.Position(
                "shade-curtain", tuple("LsCrtnrcA", 1), MotorSpec.worn(seconds(600), seconds(600))));
        devices.addAll(switches());
        return node(address, profile, devices);
    }

    /** The same, with windows whose relays are commanded: order 1 opens, order 2 closes. */
    public static NodeSpec byRelays(Ipv4Address address, NodeProfile profile) {
        List<DeviceSpec> devices = new ArrayList<>();
        devices.add(relays("side-window", "VenSdWinrcA", 65, 50));
        devices.add(relays("roof-window", "VenRfWinrcA", 100, 100));
        devices.add(relays("thermal-curtain", "ThCrtnrcA", 600, 600));
        devices.add(relays("shade-curtain", "LsCrtnrcA", 600, 600));
        devices.addAll(switches());
        return node(address, profile, devices);
    }

    private static NodeSpec node(Ipv4Address address, NodeProfile profile, List<DeviceSpec> devices) {
        return new NodeSpec("greenhouse", address, profile, seconds(3), seconds(1), devices);
    }

    private static DeviceSpec relays(String name, String type, int open, int close) {
        return new DeviceSpec.Relays(
                name, tuple(type, 1), tuple(type, 2), MotorSpec.worn(seconds(open), seconds(close)));
    }

    private static List<DeviceSpec> switches() {
        return List.of(
                new DeviceSpec.Switch("irrigation", tuple("IrrircA", 1), 40, seconds(3600)),
                new DeviceSpec.Switch("vent-fan", tuple("VenFanrcA", 1), 0, Duration.ofDays(365)),
                new DeviceSpec.Switch("circulation-fan", tuple("CirHoriFanrcA", 1), 0, Duration.ofDays(365)));
    }

    private static CcmTuple tuple(String type, int order) {
        return new CcmTuple(new CcmType(type), CcmAddress.of(1, REGION, order));
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
