package fieldlink.ccm.engine;

import static fieldlink.ccm.engine.Samples.curtain;
import static fieldlink.ccm.engine.Samples.positioned;
import static fieldlink.ccm.engine.Samples.seconds;
import static fieldlink.ccm.engine.Samples.tuple;
import static fieldlink.ccm.engine.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fieldlink.ccm.CcmAddress;
import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.CcmType;
import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.ActuatorCommand;
import fieldlink.ccm.actuator.Admission;
import fieldlink.ccm.actuator.Direction;
import fieldlink.ccm.actuator.InterruptMatrix;
import fieldlink.ccm.actuator.Mandate;
import fieldlink.ccm.actuator.Occurrence;
import fieldlink.ccm.actuator.OccurrenceKind;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.Refusal;
import fieldlink.ccm.actuator.SafetyRule;
import fieldlink.ccm.actuator.SafetySettings;
import fieldlink.ccm.actuator.SensorKind;
import fieldlink.ccm.actuator.WireValue;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Acceptance rows 73 to 75, 79 to 85 and 93 to 103: what is heard on the wire, and who owns an actuator. */
class WireRowsTest {
    private final VirtualHouse house = new VirtualHouse(window("W")).started();

    @Test
    void row73AFullDiskNeverStopsControl() {
        house.at("W", 0);
        house.diskFull = true;
        house.set("W", 30);
        house.run(30);
        assertThat(house.lastDrive("W").length()).isEqualTo(18, within(0.2));
        assertThat(house.count(OccurrenceKind.ALARM)).as("said once").isEqualTo(1);
    }

    @Test
    void row74NoOnFollowsTheOff() {
        house.at("W", 0).set("W", 100);
        house.run(0.15);
        house.stop("W");
        house.run(0.4);
        assertThat(house.texts("W", 0, 0)).isEqualTo(List.of("1", "1", "0", "0", "0"));
    }

    @Test
    void row75TheOnIsRefreshedBeforeTheNodeForgets() {
        VirtualHouse strict = new VirtualHouse(window("W", Samples.Options.validity(3))).started();
        strict.at("W", 0).set("W", 100);
        strict.run(66);
        assertThat(longestGap(strict, 66)).isLessThanOrEqualTo(1.2);
    }

    /** What a node was told stands in the audit log beside why. */
    @Test
    void theAuditLogSaysWhatWentOverTheWire() {
        house.at("W", 0).set("W", 30);
        house.run(30);
        assertThat(wire(OccurrenceKind.START))
                .isEqualTo(new Occurrence.Wire(List.of(side(1, "0"), side(0, "1")), 10, 3));
        assertThat(wire(OccurrenceKind.STOP))
                .isEqualTo(new Occurrence.Wire(List.of(side(0, "0"), side(1, "0")), 10, 3));
        assertThat(wire(OccurrenceKind.COOL)).as("nothing new is said").isNull();
    }

    @Test
    void theAuditLogHasEveryCommandAndWhyItWasNotTaken() {
        house.at("W", 0);
        house.command("X", new Operation.Open(), ControlLevel.MANUAL);
        for (int i = 0; i < 11; i++) {
            house.set("W", 20 + i);
        }
        assertThat(house.count(OccurrenceKind.COMMAND)).isEqualTo(1 + 1 + 11);
        assertThat(house.audit)
                .anyMatch(what ->
                        what.kind() == OccurrenceKind.REJECT && what.reason().contains("no actuator 'X'"))
                .anyMatch(what ->
                        what.kind() == OccurrenceKind.REJECT && what.reason().contains("more than 10 moves"));
        assertThat(house.audited(OccurrenceKind.CONFIG)).isTrue();
    }

    private Occurrence.@Nullable Wire wire(OccurrenceKind kind) {
        return house.audit.stream()
                .filter(what -> what.kind() == kind)
                .findFirst()
                .orElseThrow()
                .wireOrNull();
    }

    private WireValue side(int index, String text) {
        return new WireValue(house.specs.get("W").drive().tuples().get(index), text);
    }

    @Test
    void row79AnOrderlyStopSwitchesOffSavesAndFallsSilent() {
        house.at("W", 0).set("W", 100);
        house.run(18);
        house.setAutomatic("W", 80);
        house.bridge().stop("SIGTERM");
        house.bridge().flush();
        house.run(0.25);
        assertThat(house.texts("W", 0, 18)).isEqualTo(List.of("0", "0", "0"));
        house.run(3600);
        assertThat(house.drives("W")).as("nothing that waited begins").hasSize(1);
        SavedHouse last = house.disk.get(house.disk.size() - 1);
        assertThat(last.clean()).isTrue();
        assertThat(last.actuators().get("W").percentOrNull()).isEqualTo(30, within(0.5));
        assertThat(house.set("W", 50))
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.NOT_READY));
    }

    /** Restarting a service takes a second; the motor needs three. */
    @Test
    void row79TheDeadTimeHoldsOverAnOrderlyRestart() {
        house.at("W", 0).set("W", 100);
        house.run(18);
        house.bridge().stop("SIGTERM");
        VirtualHouse again = new VirtualHouse(window("W"));
        again.saved = house.disk.get(house.disk.size() - 1);
        again.wall = house.wall.plusSeconds(1);
        again.calibration = new BridgeSettings.Calibration(
                false, 0, again.calibration.zone(), true, BridgeSettings.Pace.STANDARD, false);
        again.started().run(10);
        assertThat(again.lastDrive("W").direction()).isEqualTo(Direction.CLOSE);
        assertThat(again.lastDrive("W").from()).as("a second is over already").isEqualTo(2, within(0.2));
    }

    /** What rests at the end is not set going by a rule while the last OFFs of the others leave. */
    @Test
    void row79AfterTheStopNoRuleAndNoQueueStartsAnything() {
        VirtualHouse two = new VirtualHouse(window("W"), window("V"));
        two.safety = new SafetySettings(
                null,
                new SafetySettings.Rain(0.5, Duration.ofMinutes(30), Set.of("V")),
                null,
                Duration.ofHours(1),
                Duration.ofSeconds(60),
                false);
        two.started();
        two.at("V", 40).at("W", 0).set("W", 100);
        two.run(18);
        two.bridge().stop("SIGTERM");
        two.senseFirmly(SensorKind.RAIN_SWITCH, 1);
        two.run(60);
        assertThat(two.drives("V")).isEmpty();
        assertThat(two.disk.get(two.disk.size() - 1).clean()).isTrue();
    }

    @Test
    void row80AReleasedActuatorIsItsNodesAndUncertain() {
        house.at("W", 30).command("W", new Operation.Release(), ControlLevel.MANUAL);
        int before = house.packets.size();
        house.run(60);
        assertThat(house.packets).as("silence").hasSize(before);
        assertThat(house.state("W")).isEqualTo("RELEASED");
        assertThat(house.actuator("W").position().uncertain()).isTrue();
        SavedHouse last = house.disk.get(house.disk.size() - 1);
        assertThat(last.actuators().get("W").upkeep().owner()).isEqualTo("node");
    }

    @Test
    void row81WithAFreshReportItStartsFromThere() {
        VirtualHouse reporting = new VirtualHouse(window("W", Samples.Options.reporting())).started();
        reporting.at("W", 30).command("W", new Operation.Release(), ControlLevel.MANUAL);
        reporting.report("W", 70);
        reporting.set("W", 50);
        reporting.run(20);
        assertThat(reporting.lastDrive("W").length()).isEqualTo(11, within(0.2));
        assertThat(reporting.percent("W")).isEqualTo(50, within(0.5));
    }

    @Test
    void row82WithoutAReportItCalibratesFirst() {
        house.at("W", 30).command("W", new Operation.Release(), ControlLevel.MANUAL);
        assertThat(house.set("W", 50)).isInstanceOf(Admission.Queued.class);
        house.run(60.5 + 10 + 30 + 1);
        assertThat(house.drives("W")).hasSize(2);
        assertThat(house.percent("W")).isEqualTo(50, within(0.5));
    }

    @Test
    void row83ANodeThatDoesNotReactIsReportedAndAskedOnceMore() {
        VirtualHouse deaf = new VirtualHouse(window("W", Samples.Options.reporting())).started();
        deaf.report("W", 0);
        deaf.at("W", 0).set("W", 100);
        deaf.run(9);
        assertThat(deaf.audited(OccurrenceKind.NO_RESPONSE)).isFalse();
        int before = deaf.packets.size();
        deaf.run(1.25);
        assertThat(deaf.audit)
                .anyMatch(what -> what.kind() == OccurrenceKind.NO_RESPONSE
                        && what.reason().contains("fixed 1"));
        assertThat(deaf.packets.size() - before)
                .as("one refresh and a new burst of three")
                .isGreaterThan(6);
        deaf.run(20);
        assertThat(deaf.count(OccurrenceKind.NO_RESPONSE)).isEqualTo(2);
    }

    @Test
    void row84ARivalThatCommandsOurActuatorIsReportedOnce() {
        house.at("W", 0).set("W", 100);
        house.hear(house.specs.get("W").drive().tuples().get(0), "0");
        house.hear(house.specs.get("W").drive().tuples().get(0), "0");
        assertThat(house.count(OccurrenceKind.CONTENTION)).isEqualTo(1);
        assertThat(house.bridge().status().contention()).hasSize(1);
    }

    @Test
    void row84ARivalThatCommandsEverythingAtOnceIsARivalToo() {
        house.hear(new CcmTuple(new CcmType("VenSdWinrcA"), CcmAddress.of(1, 0, 0)), "1");
        assertThat(house.count(OccurrenceKind.CONTENTION)).isEqualTo(1);
        house.hear(new CcmTuple(new CcmType("VenSdWinrcA"), CcmAddress.of(2, 0, 0)), "1");
        house.hear(new CcmTuple(new CcmType("VenRfWinrcA"), CcmAddress.of(1, 0, 0)), "1");
        assertThat(house.count(OccurrenceKind.CONTENTION)).isEqualTo(1);
    }

    /** Its node stood still from 10 % on, or was sent elsewhere: our estimate is worth nothing any more. */
    @Test
    void row84AReportFarFromWhereOurCommandLeadsIsContention() {
        VirtualHouse reporting = new VirtualHouse(window("W", Samples.Options.reporting())).started();
        reporting.report("W", 0);
        reporting.at("W", 0).set("W", 100);
        for (int second = 1; second <= 16; second++) {
            reporting.run(1);
            reporting.report("W", Math.min(10, Math.rint(second / 0.6)));
        }
        assertThat(reporting.count(OccurrenceKind.CONTENTION))
                .as("late is not astray")
                .isZero();
        for (int second = 17; second <= 60; second++) {
            reporting.run(1);
            reporting.report("W", 10);
        }
        assertThat(reporting.count(OccurrenceKind.CONTENTION)).as("said once").isEqualTo(1);
        reporting.run(30);
        assertThat(reporting.actuator("W").belief().calibratedAtOrNull())
                .as("the end was not reached")
                .isNull();
        assertThat(reporting.actuator("W").position().isTrusted()).isFalse();
        reporting.report("W", 10);
        assertThat(reporting.percent("W")).isEqualTo(10);
    }

    @Test
    void row84ANodeThatFollowsThreeSecondsLateInWholePercentIsNoContention() {
        VirtualHouse reporting = new VirtualHouse(window("W", Samples.Options.reporting())).started();
        reporting.report("W", 0);
        reporting.at("W", 0).set("W", 100);
        for (int second = 1; second <= 66; second++) {
            reporting.run(1);
            reporting.report("W", Math.rint(Math.max(0, second - 3) / 0.63));
        }
        assertThat(reporting.audited(OccurrenceKind.CONTENTION)).isFalse();
        reporting.run(1);
        assertThat(reporting.percent("W")).isEqualTo(100);
    }

    @Test
    void row85AnIdleActuatorThatMovesWasMovedBySomebodyElse() {
        VirtualHouse reporting = new VirtualHouse(window("W", Samples.Options.reporting())).started();
        reporting.at("W", 30);
        reporting.report("W", 55);
        assertThat(reporting.audited(OccurrenceKind.EXTERNAL_MOVE)).isTrue();
        assertThat(reporting.percent("W")).isEqualTo(55);
    }

    @Test
    void row93ASlowCurtainIsRefreshedAllTheWay() {
        VirtualHouse slow = new VirtualHouse(curtain("C")).started();
        slow.at("C", 0).set("C", 10);
        slow.run(70);
        assertThat(slow.lastDrive("C").length()).isEqualTo(60, within(0.2));
        assertThat(slow.texts("C", 0, 0).stream().filter("1"::equals)).hasSizeGreaterThanOrEqualTo(60);
        slow.command("C", new Operation.Release(), ControlLevel.MANUAL);
        for (int i = 0; i < 8; i++) {
            slow.command("C", new Operation.Open(), ControlLevel.MANUAL);
            slow.run(100);
        }
        assertThat(slow.lastDrive("C").length()).as("the guard").isEqualTo(720, within(0.2));
        assertThat(slow.audited(OccurrenceKind.GUARD_TRIP)).isTrue();
    }

    @Test
    void row94APositionDriveStopsByNamingWhereItIs() {
        VirtualHouse positioned = new VirtualHouse(positioned("P")).started();
        positioned.at("P", 0).set("P", 100);
        positioned.run(30);
        positioned.stop("P");
        positioned.run(0.25);
        assertThat(positioned.texts("P", 0, 30)).isEqualTo(List.of("50", "50", "50"));
        positioned.run(20);
        int before = positioned.packets.size();
        positioned.run(100);
        assertThat(positioned.packets.size() - before).as("every 10 s").isEqualTo(10);
    }

    @Test
    void row96AStalledProcessStopsAtOnceAndKnowsWhereItReallyIs() {
        house.at("W", 0).set("W", 30);
        house.run(1);
        house.stall(17 + 5);
        house.run(0.1);
        assertThat(house.audited(OccurrenceKind.LATE_STOP)).isTrue();
        assertThat(house.percent("W")).isEqualTo((18 + 5) / 60.0 * 100, within(0.5));
    }

    @Test
    void row97TheSameCommandTwiceIsOneMotion() {
        house.at("W", 0);
        ActuatorCommand command = new ActuatorCommand(
                "twice", "W", new Operation.SetPosition(30), Mandate.of(ControlLevel.MANUAL, "test", ""));
        Admission first = house.submit(command);
        house.run(60);
        assertThat(house.submit(command)).isEqualTo(first);
        house.run(60);
        assertThat(house.drives("W")).hasSize(1);
    }

    @Test
    void row98TwoWindowsOfOneTypeAreTwoWindows() {
        VirtualHouse two = new VirtualHouse(window("W"), window("V")).started();
        two.at("W", 0).at("V", 0).set("W", 30);
        two.run(30);
        assertThat(two.drives("V")).isEmpty();
        assertThat(two.percent("V")).isZero();
    }

    @Test
    void row99AFloodOfMovesIsRefusedAStopIsNot() {
        house.at("W", 0);
        int refused = 0;
        for (int i = 0; i < 30; i++) {
            Admission admission = house.set("W", 20 + i);
            boolean tooMany = admission instanceof Admission.Refused no && no.refusal() == Refusal.TOO_MANY_MOVES;
            refused += tooMany ? 1 : 0;
            house.run(0.3);
        }
        assertThat(refused).isGreaterThanOrEqualTo(20);
        assertThat(house.stop("W")).isInstanceOf(Admission.Accepted.class);
    }

    @Test
    void row103WithTheMemosOptionRulesAlwaysPreemptAndTheDeadTimeStays() {
        VirtualHouse memo = new VirtualHouse(
                        window("W", Samples.Options.matrix(new InterruptMatrix.Options(false, false, false, true))))
                .started();
        memo.at("W", 50).rule("W", SafetyRule.WIND, new Operation.SetPosition(0));
        memo.run(5);
        memo.rule("W", SafetyRule.HEAT, new Operation.SetPosition(100));
        memo.run(80);
        assertThat(memo.percent("W")).isEqualTo(100);
        assertThat(memo.lastDrive("W").from()).as("3 s after the stop").isEqualTo(8, within(0.2));
    }

    @Test
    void anInvertedPositionCountsFromTheOtherEnd() {
        var drive = new fieldlink.ccm.actuator.Drive.ByPosition(tuple("ThCrtnrcA", 1), true);
        assertThat(drive.moving(fieldlink.ccm.actuator.Direction.OPEN, 30)
                        .values()
                        .get(0)
                        .text())
                .isEqualTo("70");
    }

    private static double longestGap(VirtualHouse house, double until) {
        double last = 0;
        double longest = 0;
        for (VirtualHouse.Packet packet : house.packets) {
            if (packet.value().text().equals("1") && packet.seconds() <= until) {
                longest = Math.max(longest, packet.seconds() - last);
                last = packet.seconds();
            }
        }
        return Math.max(longest, VirtualHouse.seconds(seconds(until)) - last);
    }
}
