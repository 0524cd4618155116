package fieldlink.ccm.engine;

import static fieldlink.ccm.engine.Samples.fan;
import static fieldlink.ccm.engine.Samples.valve;
import static fieldlink.ccm.engine.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.ActuatorEffect;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Admission;
import fieldlink.ccm.actuator.Direction;
import fieldlink.ccm.actuator.Kind;
import fieldlink.ccm.actuator.OccurrenceKind;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.Pauses;
import fieldlink.ccm.actuator.Position;
import fieldlink.ccm.actuator.Refusal;
import fieldlink.ccm.actuator.SafetyRule;
import fieldlink.ccm.actuator.Signal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Acceptance rows 45 to 54: water, fans and heaters. */
class ValveRowsTest {
    private final VirtualHouse house = new VirtualHouse(valve("I")).started();

    @Test
    void row45ARunIsRefreshedAndEndsOnTime() {
        house.run("I", 300);
        house.run(0.25);
        assertThat(house.texts("I", 0, 0)).isEqualTo(List.of("1", "1", "1"));
        house.run(400);
        assertThat(house.lastDrive("I").length()).isEqualTo(300, within(0.01));
        assertThat(house.texts("I", 0, 0).stream().filter("1"::equals)).hasSizeGreaterThan(295);
    }

    @Test
    void row46LongerThanAllowedIsRefusedOrCut() {
        assertUnprocessable(house.run("I", 4000));
        VirtualHouse clamping = new VirtualHouse(valve("I", true)).started();
        clamping.run("I", 4000);
        clamping.run(4000);
        assertThat(clamping.lastDrive("I").length()).isEqualTo(3600, within(0.01));
    }

    @Test
    void row47OnWithoutADurationIsRefused() {
        assertUnprocessable(house.command("I", new Operation.On(), ControlLevel.MANUAL));
        assertThat(house.packets).isEmpty();
    }

    @Test
    void row48ARunThatGoesOnNeverExceedsTheMaximumFromItsBeginning() {
        house.run("I", 3500);
        house.run(3000);
        house.run("I", 1200);
        house.run(2000);
        assertThat(house.drives("I")).hasSize(1);
        assertThat(house.lastDrive("I").length()).isEqualTo(3600, within(0.01));
        assertThat(house.audited(OccurrenceKind.ALARM)).isTrue();
    }

    @Test
    void row49ASafetyRuleIsCutToTheMaximum() {
        house.rule("I", SafetyRule.HEAT, new Operation.Run(Samples.seconds(7200)));
        house.run(8000);
        assertThat(house.lastDrive("I").length()).isEqualTo(3600, within(0.01));
    }

    @Test
    void row50AnEmergencySwitchesOffAtOnceAndTheTotalIsKept() {
        house.run("I", 300);
        house.run(100);
        house.emergency();
        assertThat(house.lastDrive("I").length()).isEqualTo(100, within(0.01));
        assertThat(VirtualHouse.seconds(house.actuator("I").belief().onToday())).isEqualTo(100, within(0.01));
    }

    @Test
    void row51AfterACrashTheFirstPacketIsOff() {
        VirtualHouse killed = new VirtualHouse(valve("I"), window("W")).started();
        killed.at("W", 40).run("I", 300);
        killed.run(10);
        VirtualHouse again = new VirtualHouse(valve("I"), window("W"));
        again.saved = killed.disk.get(killed.disk.size() - 1);
        again.started();
        assertThat(again.packets.get(0).value().tuple())
                .isEqualTo(again.specs.get("I").drive().tuples().get(0));
        assertThat(again.packets.get(0).value().text()).isEqualTo("0");
        assertThat(again.packets.get(0).seconds()).isLessThan(1);
        assertThat(again.audit.get(0).reason()).contains("unclean");
        again.run(600);
        assertThat(again.drives("I")).isEmpty();
        VirtualHouse.Driven calibration = again.drives("W").get(0);
        assertThat(calibration.direction()).isEqualTo(Direction.CLOSE);
        assertThat(calibration.from()).as("after settling").isEqualTo(3, within(0.2));
        assertThat(calibration.length()).isEqualTo(60.5, within(0.2));
    }

    /** Whoever has nothing but the state file switches off in its order. */
    @Test
    void theStateFileNamesValvesFirst() {
        VirtualHouse mixed = new VirtualHouse(window("W"), valve("I"), fan("F")).started();
        mixed.at("W", 40).run("I", 300);
        assertThat(lastSaved(mixed).actuators().keySet()).containsExactly("I", "W", "F");
    }

    @Test
    void row79AnOrderlyStopSwitchesValvesOffFirst() {
        VirtualHouse mixed = new VirtualHouse(window("W"), valve("I")).started();
        mixed.at("W", 40).run("I", 300);
        mixed.set("W", 60);
        mixed.run(5);
        int before = mixed.packets.size();
        mixed.bridge().stop("SIGTERM");
        assertThat(mixed.packets.get(before).value().tuple())
                .isEqualTo(mixed.specs.get("I").drive().tuples().get(0));
    }

    @Test
    void theTimeOffOutlivesARestart() {
        VirtualHouse before = new VirtualHouse(heater()).started();
        before.run("H", 300);
        before.run(100);
        before.stop("H");
        before.run(60);
        before.bridge().stop("SIGTERM");
        VirtualHouse after = restarted(before, 60);
        assertThat(after.run("H", 300))
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.retryAfter()).isEqualTo(Samples.seconds(480)));
        after.run(480);
        assertThat(after.run("H", 300)).isInstanceOf(Admission.Accepted.class);
    }

    @Test
    void aCrashWhileOnBeginsTheTimeOffAtTheRestart() {
        VirtualHouse before = new VirtualHouse(heater()).started();
        before.run("H", 300);
        before.run(100);
        VirtualHouse after = restarted(before, 3600);
        after.run(10);
        assertThat(after.run("H", 300))
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.retryAfter()).isEqualTo(Samples.seconds(590)));
    }

    /** A clock that was set back, or that nobody set, cannot say how long it has been off. */
    @Test
    void byADoubtfulClockTheTimeOffBeginsAtTheRestart() {
        VirtualHouse before = new VirtualHouse(heater()).started();
        before.run("H", 300);
        before.run(100);
        before.bridge().stop("SIGTERM");
        assertThat(restarted(before, -86_400).run("H", 300)).isInstanceOf(Admission.Refused.class);
        VirtualHouse untrusted = new VirtualHouse(heater());
        untrusted.saved = lastSaved(before);
        untrusted.wall = before.wall.plusSeconds(86_400);
        untrusted.wallTrusted = false;
        assertThat(untrusted.started().run("H", 300)).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void whatRanBeforeACrashCountsForTheDay() {
        VirtualHouse killed = new VirtualHouse(valve("I")).started();
        killed.run("I", 300);
        killed.run(100);
        assertThat(VirtualHouse.seconds(
                        restarted(killed, 5).actuator("I").belief().onToday()))
                .as("but for the seconds since the state was written")
                .isBetween(95.0, 100.0);
    }

    private static ActuatorSpec heater() {
        Kind.RunLimits limits = Kind.RunLimits.none();
        return Samples.relay("H", new Kind.Switch(Pauses.of(Samples.seconds(600)), limits), "AirHeatBurnrcA");
    }

    private static VirtualHouse restarted(VirtualHouse before, long secondsLater) {
        VirtualHouse after = new VirtualHouse(before.specs.values().toArray(ActuatorSpec[]::new));
        after.saved = lastSaved(before);
        after.wall = before.wall.plusSeconds(secondsLater);
        return after.started();
    }

    private static SavedHouse lastSaved(VirtualHouse house) {
        return house.disk.get(house.disk.size() - 1);
    }

    @Test
    void row52WithAHungEngineTheSenderSwitchesOffByItself() {
        house.run("I", 300);
        house.run(10);
        house.controlHangs = true;
        house.run(600);
        assertThat(house.lastDrive("I").length()).isEqualTo(300, within(0.01));
        assertThat(house.board().cutOffs()).isEqualTo(1);
        Signal on = house.specs.get("I").drive().moving(Direction.OPEN, 100);
        ActuatorEffect.Show late =
                new ActuatorEffect.Show(on, house.specs.get("I").drive().resting(Position.unknown()), 10, house.now());
        assertThat(house.board().show("I", late, house.now()))
                .as("an ON past its deadline")
                .isEqualTo(SignalBoard.Shown.REFUSED);
    }

    @Test
    void row53WithoutCoolingEverythingIsAppliedAtOnce() {
        VirtualHouse fans = new VirtualHouse(fan("F")).started();
        for (int i = 0; i < 3; i++) {
            boolean on = i % 2 == 0;
            Operation operation = on ? new Operation.On() : new Operation.Stop(false);
            assertThat(fans.command("F", operation, ControlLevel.MANUAL)).isInstanceOf(Admission.Accepted.class);
            fans.run(0.3);
        }
        assertThat(fans.drives("F")).hasSize(2);
        assertThat(fans.state("F")).isEqualTo("ON");
    }

    /** A compressor that is started again too soon breaks, whoever had it in between. */
    @Test
    void theTimeOffHoldsAfterAReleaseAndAClearedEmergencyToo() {
        Kind cooler = new Kind.Switch(Pauses.of(Samples.seconds(180)), Kind.RunLimits.none());
        VirtualHouse cold = new VirtualHouse(Samples.relay("cooler", cooler, "AirCoolHPrcA")).started();
        cold.command("cooler", new Operation.On(), ControlLevel.MANUAL);
        cold.run(60);
        cold.emergency();
        cold.clear();
        cold.run(10);
        assertCooling(cold.command("cooler", new Operation.On(), ControlLevel.MANUAL), 170);
        cold.command("cooler", new Operation.Release(), ControlLevel.MANUAL);
        cold.run(100);
        assertCooling(cold.command("cooler", new Operation.On(), ControlLevel.MANUAL), 70);
        cold.run(70);
        assertThat(cold.command("cooler", new Operation.On(), ControlLevel.MANUAL))
                .isInstanceOf(Admission.Accepted.class);
    }

    private static void assertCooling(Admission admission, double retryAfter) {
        assertThat(admission).isInstanceOfSatisfying(Admission.Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.COOLING);
            assertThat(VirtualHouse.seconds(refused.retryAfter())).isEqualTo(retryAfter, within(0.2));
        });
    }

    @Test
    void row54HeatingAndCoolingExcludeEachOther() {
        VirtualHouse both = new VirtualHouse(fan("heater"), fan("cooler"));
        both.exclusions = List.of(new Exclusion("heat_cool", Set.of("heater"), Set.of("cooler")));
        both.started();
        both.command("heater", new Operation.On(), ControlLevel.MANUAL);
        assertThat(both.command("cooler", new Operation.On(), ControlLevel.AUTOMATIC))
                .isInstanceOfSatisfying(Admission.Refused.class, refused -> {
                    assertThat(refused.refusal()).isEqualTo(Refusal.INTERLOCK);
                    assertThat(refused.reason()).contains("interlock_heat_cool", "heater");
                });
        assertThat(both.drives("cooler")).isEmpty();
    }

    private static void assertUnprocessable(Admission admission) {
        assertThat(admission)
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.refusal().status()).isEqualTo(422));
    }
}
