package fieldlink.ccm.engine;

import static fieldlink.ccm.engine.Samples.valve;
import static fieldlink.ccm.engine.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.OccurrenceKind;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.SafetyRule;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * What holds whatever is asked, in whatever order, over whatever network, while the wall clock jumps, the process stalls
 * or the machine crashes.
 */
class HouseProperties {
    /** @param pause seconds that pass afterwards */
    record Act(int kind, int percent, double pause) {}

    /** With the daily calibration in force and a wall clock that jumps. */
    @Property(tries = 150)
    void nothingEverHurtsAMotorOrFloodsAField(@ForAll("acts") List<Act> acts) {
        VirtualHouse house = new VirtualHouse(window("W"), valve("I"));
        house.calibration = new BridgeSettings.Calibration(
                true, 0, ZoneId.of("Asia/Tokyo"), true, BridgeSettings.Pace.STANDARD, true);
        house.started();
        house.at("W", 50);
        acts.forEach(act -> act(house, act));
        house.run(4000);
        assertSafe(house);
    }

    /** Acceptance row 95. */
    @Property(tries = 150)
    void row95ThePairIsNeverBothOnAndRestsThreeSecondsBetweenSides(@ForAll("acts") List<Act> acts) {
        VirtualHouse house = new VirtualHouse(window("W"), valve("I")).started();
        house.at("W", 50);
        acts.forEach(act -> act(house, act));
        house.run(200);
        List<VirtualHouse.Driven> drives = house.drives("W");
        for (int i = 1; i < drives.size(); i++) {
            VirtualHouse.Driven before = drives.get(i - 1);
            VirtualHouse.Driven after = drives.get(i);
            if (before.direction() != after.direction()) {
                assertThat(after.from() - before.to())
                        .as("from %s to %s", before, after)
                        .isGreaterThanOrEqualTo(3 - 1e-9);
            }
        }
    }

    /** Whatever the network takes or loses, a repeat of an ON that was ended never follows its OFF. */
    @Property(tries = 100)
    void anOffIsNeverFollowedByAnOnOfTheSameCommand(@ForAll("acts") List<Act> acts, @ForAll("seeds") long seed) {
        VirtualHouse house = new VirtualHouse(window("W"), valve("I"));
        Random network = new Random(seed);
        Map<CcmTuple, Long> begunAtOff = new HashMap<>();
        house.outlet = (value, priority) -> {
            long begun = begun(house, value.tuple());
            if (value.text().equals("0")) {
                begunAtOff.put(value.tuple(), begun);
            } else {
                assertThat(begun)
                        .as("starts when %s goes on at %s s", value.tuple(), house.seconds())
                        .isGreaterThan(begunAtOff.getOrDefault(value.tuple(), -1L));
            }
            return network.nextDouble() >= 0.2;
        };
        house.started();
        house.at("W", 50);
        acts.forEach(act -> act(house, act));
        house.run(200);
    }

    @Property(tries = 60)
    void aNodeOnABadNetworkNeverDrivesBothWays(@ForAll("acts") List<Act> acts, @ForAll("seeds") long seed) {
        ActuatorSpec spec = window("W", Samples.Options.validity(3));
        VirtualHouse house = new VirtualHouse(spec, valve("I"));
        RelayPlant plant = new RelayPlant(spec, 50, 3, new RelayPlant.Network(0.2, 0.3, seed));
        house.outlet = (value, priority) -> plant.hear(house.seconds(), value);
        house.started();
        house.at("W", 50);
        for (Act act : acts) {
            if (act.kind != 10) {
                act(house, act);
            }
        }
        house.run(200);
        assertThat(plant.bothOn()).isZero();
    }

    @Property(tries = 100)
    void afterACrashAtAnyPointTheFirstPacketsAreOff(@ForAll("acts") List<Act> acts) {
        VirtualHouse house = new VirtualHouse(window("W"), valve("I")).started();
        house.at("W", 50);
        acts.forEach(act -> act(house, act));
        boolean running = !house.drives("W").isEmpty() && house.lastDrive("W").to() == house.seconds();
        running |= !house.drives("I").isEmpty() && house.lastDrive("I").to() == house.seconds();
        VirtualHouse again = new VirtualHouse(window("W"), valve("I"));
        again.saved = house.disk.get(house.disk.size() - 1);
        again.started();
        assertThat(again.saved.needsAllOff())
                .as("a crash is never taken for an orderly end")
                .isTrue();
        if (running) {
            assertThat(again.packets.stream().limit(3))
                    .allMatch(packet -> packet.value().text().equals("0"));
        }
        assertThat(again.packets.get(0).value().tuple())
                .as("the valve first")
                .isEqualTo(again.specs.get("I").drive().tuples().get(0));
    }

    /** The power may fail after any packet: what the disk said then is enough to switch off what was on. */
    @Property(tries = 100)
    void afterACrashBehindAnyPacketWhatWasOnIsSwitchedOff(
            @ForAll("acts") List<Act> acts, @ForAll @IntRange(max = 100_000) int where) {
        VirtualHouse house = new VirtualHouse(window("W"), valve("I"));
        List<Integer> saves = new ArrayList<>();
        house.outlet = (value, priority) -> {
            saves.add(house.disk.size());
            return house.packets.add(new VirtualHouse.Packet(house.now(), value, priority));
        };
        house.started();
        house.at("W", 50);
        acts.forEach(act -> act(house, act));
        Assume.that(!house.packets.isEmpty());
        int last = where % house.packets.size();
        Set<CcmTuple> on = new HashSet<>();
        for (VirtualHouse.Packet packet : house.packets.subList(0, last + 1)) {
            CcmTuple tuple = packet.value().tuple();
            if (packet.value().text().equals("1")) {
                on.add(tuple);
            } else {
                on.remove(tuple);
            }
        }
        VirtualHouse again = new VirtualHouse(window("W"), valve("I"));
        again.saved = house.disk.get(saves.get(last) - 1);
        again.started();
        List<CcmTuple> off = again.packets.stream()
                .takeWhile(packet -> packet.value().text().equals("0"))
                .map(packet -> packet.value().tuple())
                .toList();
        assertThat(off).containsAll(on);
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.doubles().between(0.01, 45).ofScale(2))
                .as(Act::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs();
    }

    private static void act(VirtualHouse house, Act act) {
        switch (act.kind) {
            case 0, 1 -> house.set("W", act.percent);
            case 2 -> house.setAutomatic("W", act.percent);
            case 3 -> house.rule("W", SafetyRule.WIND, new Operation.SetPosition(0));
            case 4 -> house.rule("W", SafetyRule.HEAT, new Operation.SetPosition(100));
            case 5 -> house.stop("W");
            case 6 -> house.run("I", 10 + act.percent * 36);
            case 7 -> house.stop("I");
            case 8 -> house.emergency();
            case 9 -> house.clear();
            case 10 -> house.stall(Math.min(act.pause, 2));
            case 11 -> house.wall = house.wall.plusSeconds(act.percent * 600L - 30_000);
            default -> house.command("W", new Operation.Release(), ControlLevel.MANUAL);
        }
        house.run(act.pause);
    }

    /** How often the actuator behind an output has been set going. */
    private static long begun(VirtualHouse house, CcmTuple output) {
        Set<OccurrenceKind> begins = EnumSet.of(OccurrenceKind.START, OccurrenceKind.CALIBRATE);
        return house.audit.stream()
                .filter(what -> begins.contains(what.kind())
                        && what.actuatorOrNull() != null
                        && house.specs
                                .get(what.actuatorOrNull())
                                .drive()
                                .tuples()
                                .contains(output))
                .count();
    }

    private static void assertSafe(VirtualHouse house) {
        VirtualHouse.Driven before = null;
        for (VirtualHouse.Driven run : house.drives("W")) {
            double guard = run.direction() == fieldlink.ccm.actuator.Direction.OPEN ? 72 : 66;
            assertThat(run.length()).as("the guard, and a stall").isLessThanOrEqualTo(guard + 2.1);
            if (before != null) {
                assertThat(run.from()).as("never both ways").isGreaterThanOrEqualTo(before.to());
                if (before.direction() != run.direction()) {
                    assertThat(run.from() - before.to()).as("the dead time").isGreaterThanOrEqualTo(3 - 1e-6);
                }
            }
            before = run;
        }
        for (VirtualHouse.Driven run : house.drives("I")) {
            assertThat(run.length()).as("the longest run of a valve").isLessThanOrEqualTo(3600 + 2.1);
        }
    }
}
