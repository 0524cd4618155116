package fieldlink.ccm.engine;

import static fieldlink.ccm.engine.Samples.positioned;
import static fieldlink.ccm.engine.Samples.valve;
import static fieldlink.ccm.engine.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.Ipv4Address;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Drive;
import fieldlink.ccm.actuator.Etiquette;
import fieldlink.ccm.sim.DeviceSpec;
import fieldlink.ccm.sim.Greenhouse;
import fieldlink.ccm.sim.MotorSpec;
import fieldlink.ccm.sim.NetworkFaults;
import fieldlink.ccm.sim.NodeProfile;
import fieldlink.ccm.sim.NodeSpec;
import fieldlink.ccm.sim.SimulatedNetwork;
import fieldlink.ccm.sim.Truth;
import fieldlink.ccm.sim.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Acceptance rows 76 to 78: what a network that loses packets does to the window that is really there. */
class LossRowsTest {
    /** So many runs of twenty moves each, every one with other moves and losses. */
    private static final int RUNS = 100;

    private static final int MOVES = 20;

    private static final MotorSpec SIXTY = MotorSpec.exact(Duration.ofSeconds(60), Duration.ofSeconds(60));

    @Test
    void row76AtTenPercentLossTheEstimateStaysClose() {
        List<Double> errors = errorsOfRuns(seed -> new RelayPlant.Network(0.10, 0, seed));
        assertThat(percentile95(errors)).isLessThanOrEqualTo(1);
        assertThat(errors).allMatch(error -> error <= 6);
    }

    @Test
    void row77AtTwentyPercentLossAndWithOutagesItStaysUseful() {
        List<Double> errors = errorsOfRuns(seed -> new RelayPlant.Network(0.20, 0.02, seed));
        assertThat(percentile95(errors)).isLessThanOrEqualTo(4);
    }

    /** Twenty percent of the packets are lost, and half a second around the OFF on top. */
    @Test
    void row77AValveOverrunsByLessThanOneAndAHalfSeconds() {
        List<Double> overruns = new ArrayList<>();
        for (long seed = 0; seed < RUNS; seed++) {
            overruns.add(overrun(seed));
        }
        assertThat(overruns).allMatch(overrun -> overrun >= 0 && overrun <= 1.5);
    }

    private static double overrun(long seed) {
        Random random = new Random(seed);
        double deafFrom = 60 - random.nextDouble() * RelayPlant.Network.OUTAGE_SECONDS;
        VirtualHouse house = new VirtualHouse(valve("I"));
        double[] heardOff = {Double.NaN};
        house.outlet = (value, priority) -> {
            double at = house.seconds();
            boolean deaf = at >= deafFrom && at < deafFrom + RelayPlant.Network.OUTAGE_SECONDS;
            boolean heard = random.nextDouble() >= 0.2 && !deaf;
            if (heard && value.text().equals("0") && Double.isNaN(heardOff[0]) && at > 1) {
                heardOff[0] = at;
            }
            return true;
        };
        house.started();
        house.run("I", 60);
        house.run(80);
        return heardOff[0] - 60;
    }

    @Test
    void row78AfterAKillARelayNodeIsItsOwnMasterWithinItsValidity() {
        ActuatorSpec spec = window("W", Samples.Options.validity(3));
        Drive.Pair pair = (Drive.Pair) spec.drive();
        Killed killed = new Killed(spec, new DeviceSpec.Relays("W", pair.open(), pair.close(), SIXTY));
        assertThat(killed.after(2.95)).matches(Truth::running).matches(Truth::commanded);
        assertThat(killed.after(3.15)).matches(truth -> !truth.running()).matches(truth -> !truth.commanded());
        assertThat(killed.after(60).percent())
                .as("it ran on for what it believed, and no longer")
                .isEqualTo((killed.lastPacket + 3) / 60 * 100, within(0.5));
    }

    @Test
    void row78AfterAKillAPositionNodeFollowsItsOwnWill() {
        ActuatorSpec spec = positioned("P", Samples.Options.validity(3));
        CcmTuple tuple = spec.drive().tuples().get(0);
        Killed killed = new Killed(spec, new DeviceSpec.Position("P", tuple, SIXTY));
        double before = killed.after(2.95).percent();
        assertThat(killed.after(2.95)).matches(Truth::commanded);
        assertThat(killed.after(3.15)).matches(truth -> !truth.commanded());
        assertThat(killed.after(60).percent()).as("it wants its window shut").isLessThan(before);
    }

    /** A UARDECS-like node whose bridge dies ten seconds into a move. */
    private static final class Killed {
        private final VirtualTime time = new VirtualTime();
        private final Greenhouse greenhouse = new Greenhouse(time, 1, finding -> {});
        final double lastPacket;

        Killed(ActuatorSpec spec, DeviceSpec device) {
            SimulatedNetwork network = new SimulatedNetwork(time);
            Ipv4Address address = Ipv4Address.parse("192.168.1.71");
            NodeSpec node = new NodeSpec(
                    "node", address, NodeProfile.UARDECS, Duration.ofSeconds(3), Duration.ZERO, List.of(device));
            greenhouse.add(node, network.join(address), NetworkFaults.NONE, elapsed -> OptionalDouble.of(0));
            PacketOutlet bridge = new BroadcastOutlet(network.join(Ipv4Address.parse("192.168.1.64")));
            VirtualHouse house = new VirtualHouse(spec);
            double[] last = {0};
            house.outlet = (value, priority) -> {
                last[0] = house.seconds();
                time.advanceTo(house.now().nanos());
                return bridge.send(value, priority);
            };
            house.started();
            house.at(spec.name(), 0).set(spec.name(), 100);
            house.run(10);
            lastPacket = last[0];
        }

        /** What the window really does so many seconds after the last packet. */
        Truth after(double seconds) {
            time.advanceTo(Math.round((lastPacket + seconds) * 1e9));
            return greenhouse.truths().get(0);
        }
    }

    private static List<Double> errorsOfRuns(LongFunction<RelayPlant.Network> network) {
        List<Double> errors = new ArrayList<>();
        for (long seed = 0; seed < RUNS; seed++) {
            errors.addAll(errors(network.apply(seed)));
        }
        return errors;
    }

    /** How far the estimate is off after each of many random moves. */
    private static List<Double> errors(RelayPlant.Network network) {
        ActuatorSpec plain = window("W", Samples.Options.validity(30));
        ActuatorSpec spec = new ActuatorSpec(
                plain.name(),
                plain.kind(),
                plain.drive(),
                plain.wire(),
                new Etiquette(plain.etiquette().matrix(), Etiquette.Holds.FOR_GOOD),
                null);
        VirtualHouse house = new VirtualHouse(spec);
        RelayPlant plant = new RelayPlant(spec, 0, 30, network);
        house.outlet = (value, priority) -> plant.hear(house.seconds(), value);
        house.started();
        house.at("W", 0);
        Random random = new Random(~network.seed());
        List<Double> errors = new ArrayList<>();
        for (int i = 0; i < MOVES; i++) {
            house.set("W", random.nextInt(101));
            house.run(120);
            assertThat(plant.isRunning(house.seconds())).as("no OFF is missed").isFalse();
            errors.add(Math.abs(house.percent("W") - plant.percent(house.seconds())));
        }
        assertThat(plant.bothOn()).isZero();
        return errors;
    }

    private static double percentile95(List<Double> errors) {
        List<Double> sorted = errors.stream().sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
    }
}
