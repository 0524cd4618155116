package fieldlink.cli.ccm;

import fieldlink.ccm.CcmDatagram;
import fieldlink.ccm.CcmMessage;
import fieldlink.ccm.CcmParse;
import fieldlink.ccm.CcmTransport;
import fieldlink.ccm.Ipv4Address;
import fieldlink.ccm.actuator.Moment;
import fieldlink.ccm.engine.AuditTrail;
import fieldlink.ccm.engine.BridgeSettings;
import fieldlink.ccm.engine.BroadcastOutlet;
import fieldlink.ccm.engine.HouseClock;
import fieldlink.ccm.engine.HousePorts;
import fieldlink.ccm.engine.SavedHouse;
import fieldlink.ccm.engine.SteppedEngine;
import fieldlink.ccm.sim.Autonomy;
import fieldlink.ccm.sim.Finding;
import fieldlink.ccm.sim.Greenhouse;
import fieldlink.ccm.sim.NetworkFaults;
import fieldlink.ccm.sim.NodeSpec;
import fieldlink.ccm.sim.SimulatedNetwork;
import fieldlink.ccm.sim.Truth;
import fieldlink.ccm.sim.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** A house as configured: the real bridge and a simulated node in virtual time, which stands still until advanced. */
final class RehearsedHouse {
    private static final Duration TICK = Duration.ofMillis(10);
    private static final Ipv4Address BRIDGE = Ipv4Address.parse("127.0.0.64");

    private final VirtualTime time = new VirtualTime();
    private final Greenhouse greenhouse;
    private final SteppedEngine engine;

    /**
     * @param audit hears what the bridge writes into its log
     * @param told hears what must never happen
     */
    RehearsedHouse(BridgeSettings settings, NodeSpec node, Faults faults, AuditTrail audit, Consumer<Finding> told) {
        greenhouse = new Greenhouse(time, faults.seed, told);
        SimulatedNetwork network = new SimulatedNetwork(time);
        greenhouse.add(node, network.join(node.address()), faults.network, Autonomy.NONE);
        CcmTransport bridge = network.join(BRIDGE);
        HousePorts ports = new HousePorts(new Clock(time), house -> true, audit);
        engine = SteppedEngine.start(settings, ports, new BroadcastOutlet(bridge), SavedHouse.NONE);
        bridge.listen(this::hear);
        time.every(TICK, this::tick);
    }

    /** What the network does to packets, and the seed of all chance. */
    record Faults(NetworkFaults network, long seed) {}

    SteppedEngine engine() {
        return engine;
    }

    Duration elapsed() {
        return time.elapsed();
    }

    void advance(Duration duration) {
        time.advance(duration);
    }

    /** A device as it really is. */
    Truth truth(String device) {
        return greenhouse.truths().stream()
                .filter(truth -> truth.device().equals(device))
                .findFirst()
                .orElseThrow();
    }

    private void tick() {
        if (!engine.due().isAfter(new Moment(time.nanos()))) {
            engine.advance();
        }
    }

    private void hear(CcmDatagram datagram) {
        if (datagram.parse() instanceof CcmParse.Parsed parsed
                && parsed.packet().message() instanceof CcmMessage.Values values) {
            boolean own = datagram.source().address().equals(BRIDGE);
            values.data().forEach(datum -> engine.hear(datum, datagram.sender(), own));
        }
    }

    private record Clock(VirtualTime time) implements HouseClock {
        /** Some noon, far from any daily hour. */
        private static final Instant BEGIN = Instant.parse("2026-06-01T03:00:00Z");

        @Override
        public Moment now() {
            return new Moment(time.nanos());
        }

        @Override
        public Instant wall() {
            return BEGIN.plus(time.elapsed());
        }

        @Override
        public boolean isWallTrusted() {
            return true;
        }
    }
}
