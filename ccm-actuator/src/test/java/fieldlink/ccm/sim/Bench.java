package fieldlink.ccm.sim;

import fieldlink.ccm.CcmAddress;
import fieldlink.ccm.CcmDatagram;
import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmMessage;
import fieldlink.ccm.CcmPacket;
import fieldlink.ccm.CcmParse;
import fieldlink.ccm.CcmPort;
import fieldlink.ccm.CcmTransport;
import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.CcmType;
import fieldlink.ccm.CcmWriter;
import fieldlink.ccm.Ipv4Address;
import fieldlink.ccm.cadence.Cadence;
import fieldlink.ccm.cadence.Pace;
import fieldlink.ccm.cadence.SendPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A greenhouse in virtual time and a hand that sends to it, carefully or not. */
final class Bench {
    static final Ipv4Address NODE = Ipv4Address.parse("192.168.1.71");
    static final Ipv4Address BRIDGE = Ipv4Address.parse("192.168.1.64");
    static final MotorSpec SIXTY = MotorSpec.exact(Duration.ofSeconds(60), Duration.ofSeconds(60));

    final VirtualTime time = new VirtualTime();
    final List<Finding> told = new ArrayList<>();
    final Greenhouse greenhouse;
    final SimulatedNetwork network = new SimulatedNetwork(time);
    final CcmTransport bridge = network.join(BRIDGE);
    final SendPlan<CcmTuple, CcmDatum> plan = new SendPlan<>();
    final Map<String, String> states = new TreeMap<>();
    final List<CcmMessage> answers = new ArrayList<>();

    Bench(long seed) {
        greenhouse = new Greenhouse(time, seed, told::add);
        bridge.listen(this::hear);
        time.every(
                Duration.ofMillis(10),
                () -> plan.due(time.nanos(), Integer.MAX_VALUE).forEach(datum -> send(BRIDGE, datum)));
    }

    static Bench with(NodeProfile profile, DeviceSpec... devices) {
        return with(profile, NetworkFaults.NONE, devices);
    }

    static Bench with(NodeProfile profile, NetworkFaults faults, DeviceSpec... devices) {
        Bench bench = new Bench(7);
        NodeSpec node =
                new NodeSpec("node", NODE, profile, Duration.ofSeconds(3), Duration.ofSeconds(1), List.of(devices));
        bench.greenhouse.add(node, bench.network.join(NODE), faults, Autonomy.NONE);
        return bench;
    }

    static DeviceSpec position(String name) {
        return new DeviceSpec.Position(name, tuple("VenSdWinrcA", 1), SIXTY);
    }

    static DeviceSpec relays(String name) {
        return new DeviceSpec.Relays(name, tuple("VenSdWinrcA", 1), tuple("VenSdWinrcA", 2), SIXTY);
    }

    static DeviceSpec valve(Duration longest) {
        return new DeviceSpec.Switch("irrigation", tuple("IrrircA", 1), 40, longest);
    }

    static CcmTuple tuple(String type, int order) {
        return new CcmTuple(new CcmType(type), CcmAddress.of(1, 71, order));
    }

    static CcmDatum datum(String type, int order, int priority, String text) {
        return new CcmDatum(new CcmType(type), CcmAddress.of(1, 71, order), priority, text);
    }

    /** Keeps sending, as a careful bridge does. */
    void put(String type, int order, String text, Pace pace) {
        CcmDatum datum = datum(type, order, 1, text);
        plan.put(datum.tuple(), datum, pace, Cadence.STANDARD, time.nanos());
    }

    /** Sends one packet. */
    void send(Ipv4Address claimed, CcmDatum datum) {
        bridge.broadcast(CcmPort.VALUES, CcmWriter.write(CcmPacket.of(claimed, datum)));
    }

    Bench advance(double seconds) {
        time.advance(Duration.ofMillis(Math.round(seconds * 1000)));
        return this;
    }

    Truth truth(String device) {
        return greenhouse.truths().stream()
                .filter(truth -> truth.device().equals(device))
                .findFirst()
                .orElseThrow();
    }

    List<Finding.Kind> kinds() {
        return greenhouse.findings().stream().map(Finding::kind).toList();
    }

    private void hear(CcmDatagram datagram) {
        if (datagram.source().address().equals(BRIDGE) || !(datagram.parse() instanceof CcmParse.Parsed parsed)) {
            return;
        }
        if (parsed.packet().message() instanceof CcmMessage.Values values) {
            values.data().forEach(datum -> states.put(datum.tuple().toString(), datum.text()));
        } else {
            answers.add(parsed.packet().message());
        }
    }
}
