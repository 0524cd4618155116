package fieldlink.ccm.sim;

import fieldlink.ccm.CcmDatagram;
import fieldlink.ccm.CcmTransport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A rehearsal's greenhouse: the nodes, their windows and valves, and what the oracles saw. The same seed and the same
 * packets make the same day. For the thread that advances its {@link VirtualTime}; {@link LiveGreenhouse} runs one on
 * the wall clock.
 */
public final class Greenhouse {
    private final VirtualTime time;
    private final Random random;
    private final Findings findings;
    private final Map<String, SimulatedNode> nodes = new LinkedHashMap<>();
    private final Map<String, Motor> motors = new LinkedHashMap<>();
    private final Map<String, Valve> valves = new LinkedHashMap<>();

    /** @param told hears every finding as it is made */
    public Greenhouse(VirtualTime time, long seed, Consumer<Finding> told) {
        this.time = time;
        this.random = new Random(seed);
        this.findings = new Findings(time, told);
    }

    public VirtualTime time() {
        return time;
    }

    /** Adds a node that hears and speaks through the transport, which stays the caller's to close. */
    public void add(NodeSpec spec, CcmTransport transport, NetworkFaults faults, Autonomy autonomy) {
        add(spec, transport, faults, NetworkFaults.NONE, autonomy);
    }

    /**
     * Adds a node.
     *
     * @param toNode what goes wrong with commands
     * @param fromNode what goes wrong with its reports
     */
    public void add(
            NodeSpec spec, CcmTransport transport, NetworkFaults toNode, NetworkFaults fromNode, Autonomy autonomy) {
        transport.listen(build(spec, transport, toNode, fromNode, autonomy));
    }

    /** As {@link #add}, but what is heard goes where the caller takes it from. */
    Consumer<CcmDatagram> build(
            NodeSpec spec, CcmTransport transport, NetworkFaults toNode, NetworkFaults fromNode, Autonomy autonomy) {
        if (nodes.containsKey(spec.name())) {
            throw new IllegalArgumentException("two nodes are named " + spec.name());
        }
        List<Device> devices = new ArrayList<>();
        for (DeviceSpec device : spec.devices()) {
            devices.add(device(spec, device, autonomy));
        }
        FaultyLink ear = new FaultyLink(toNode, new Random(random.nextLong()), time);
        FaultyLink mouth = new FaultyLink(fromNode, new Random(random.nextLong()), time);
        PacketOracle oracle = new PacketOracle(spec, time, findings);
        SimulatedNode node = new SimulatedNode(spec, transport, ear, mouth, oracle, devices);
        nodes.put(spec.name(), node);
        node.start(time);
        return node::hear;
    }

    public List<Finding> findings() {
        return findings.all();
    }

    /** Every device as it really is now. */
    public List<Truth> truths() {
        return nodes.values().stream().flatMap(node -> node.truths().stream()).toList();
    }

    /** The motor of a window or curtain, for a person with a crank. */
    public Motor motor(String device) {
        return required(motors, device);
    }

    public Valve valve(String device) {
        return required(valves, device);
    }

    /** Cuts a node's power or gives it back. */
    public void power(String node, boolean on) {
        required(nodes, node).power(on);
    }

    private Device device(NodeSpec node, DeviceSpec device, Autonomy autonomy) {
        if (device instanceof DeviceSpec.Position position) {
            Slot slot = new Slot(position.tuple(), node.validity(), time);
            Motor motor = motor(position.name(), position.motor());
            return new PositionDevice(node.name(), position, motor, slot, autonomy, time);
        }
        if (device instanceof DeviceSpec.Relays relays) {
            return new RelayDevice(node, relays, motor(relays.name(), relays.motor()), time);
        }
        if (device instanceof DeviceSpec.Switch single) {
            Valve valve = new Valve(single.name(), single.litresPerMinute(), single.longest(), time, findings);
            valves.put(single.name(), valve);
            return new SwitchDevice(node, single, valve, time);
        }
        throw new IllegalStateException("no device is made of " + device);
    }

    private Motor motor(String name, MotorSpec spec) {
        Motor motor = new Motor(name, spec, time, new Random(random.nextLong()), findings);
        motors.put(name, motor);
        return motor;
    }

    private static <T> T required(Map<String, T> known, String name) {
        T found = known.get(name);
        if (found == null) {
            throw new IllegalArgumentException("'" + name + "' is none of " + known.keySet());
        }
        return found;
    }
}
