package fieldlink.ccm.sim;

import fieldlink.ccm.CcmAddress;
import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.CcmType;
import fieldlink.ccm.Ipv4Address;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Drive;
import fieldlink.ccm.actuator.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Greenhouses to begin with, where nobody has described one. */
public final class Rehearsal {
    private static final int REGION = 71;
    private static final double LITRES_PER_MINUTE = 40;
    /** A fan may run for ever. */
    private static final Duration NO_LIMIT = Duration.ofDays(365);

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

    /** Whether a simulated node can play the part of this actuator's. */
    public static boolean plays(ActuatorSpec actuator) {
        return !(actuator.drive() instanceof Drive.Signed);
    }

    /**
     * One node with all the actuators of a house, worn motors with the travel times that the house believes. It reports
     * nothing when a window with two relays is to report its position, because such a node knows none.
     */
    public static NodeSpec of(Collection<ActuatorSpec> actuators, Ipv4Address address, NodeProfile profile) {
        boolean mute = actuators.stream()
                .anyMatch(actuator -> actuator.drive() instanceof Drive.Pair
                        && actuator.feedback().isPresent());
        NodeSpec node = node(
                address,
                profile,
                actuators.stream()
                        .filter(Rehearsal::plays)
                        .map(Rehearsal::device)
                        .toList());
        return mute ? node.withStateInterval(Duration.ZERO) : node;
    }

    private static DeviceSpec device(ActuatorSpec actuator) {
        if (actuator.kind() instanceof Kind.Motor motor) {
            MotorSpec worn =
                    MotorSpec.worn(motor.travel().opening(), motor.travel().closing());
            return actuator.drive() instanceof Drive.Pair pair
                    ? new DeviceSpec.Relays(actuator.name(), pair.open(), pair.close(), worn)
                    : new DeviceSpec.Position(
                            actuator.name(), actuator.drive().tuples().get(0), worn);
        }
        Duration limit =
                actuator.kind() instanceof Kind.Valve valve ? valve.limits().longestOrNull() : null;
        Duration longest = limit == null ? NO_LIMIT : limit;
        return new DeviceSpec.Switch(actuator.name(), actuator.drive().tuples().get(0), LITRES_PER_MINUTE, longest);
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
