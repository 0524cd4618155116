package fieldlink.ccm.engine;

import static fieldlink.ccm.engine.Samples.fan;
import static fieldlink.ccm.engine.Samples.valve;
import static fieldlink.ccm.engine.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fieldlink.ccm.actuator.Admission;
import fieldlink.ccm.actuator.Direction;
import fieldlink.ccm.actuator.OccurrenceKind;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.SafetyRule;
import fieldlink.ccm.actuator.SafetySettings;
import fieldlink.ccm.actuator.SensorKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Acceptance rows 55 to 68: finding the end point again, at the start and once a day. */
class CalibrationRowsTest {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    @Test
    void row55AllMotorsCloseInParallel() {
        VirtualHouse house = starting(new VirtualHouse(window("W"), window("B"), window("C"), window("D")));
        house.run(75);
        for (String name : house.specs.keySet()) {
            assertThat(house.lastDrive(name).direction()).isEqualTo(Direction.CLOSE);
            assertThat(house.lastDrive(name).length()).isEqualTo(60.5, within(0.2));
            assertThat(house.percent(name)).isZero();
        }
        assertThat(house.lastDrive("D").from()).as("staggered").isEqualTo(1.5, within(0.2));
    }

    @Test
    void row56AfterACleanStartItGoesBackToWhereItWas() {
        VirtualHouse house = new VirtualHouse(window("W"));
        house.saved = savedAt(house, 40, Duration.ofMinutes(5));
        starting(house);
        house.run(60.5 + 10 + 24 + 1);
        assertThat(house.percent("W")).isEqualTo(40, within(0.5));
    }

    @Test
    void row56ByAClockThatIsNotSetNothingIsFiveMinutesAgo() {
        VirtualHouse unset = new VirtualHouse(window("W"));
        unset.saved = savedAt(unset, 40, Duration.ofMinutes(5));
        unset.wallTrusted = false;
        VirtualHouse setBack = new VirtualHouse(window("W"));
        setBack.saved = savedAt(setBack, 40, Duration.ofHours(-3));
        for (VirtualHouse house : List.of(unset, setBack)) {
            starting(house).run(200);
            assertThat(house.percent("W")).isZero();
        }
    }

    /** Row 29, nothing resumes: not even what the calibration was to be followed by. */
    @Test
    void anEmergencyForgetsTheWayBackToWhereItWas() {
        VirtualHouse house = new VirtualHouse(window("V"), window("W"));
        house.saved = savedAt(house, 40, Duration.ofMinutes(5));
        house.calibration = new BridgeSettings.Calibration(true, 0, TOKYO, true, BridgeSettings.Pace.STANDARD, true);
        house.started();
        house.emergency();
        house.clear();
        house.run(Duration.ofHours(13).toSeconds());
        assertThat(house.count(OccurrenceKind.CALIBRATE))
                .as("at midnight W too")
                .isGreaterThanOrEqualTo(2);
        assertThat(house.percent("W")).isZero();
    }

    @Test
    void row70WhenNothingIsKnownEverythingIsSwitchedOffAndCalibrated() {
        VirtualHouse house = new VirtualHouse(window("W"));
        house.saved = new SavedHouse(false, "", Instant.EPOCH, Map.of());
        house.started();
        assertThat(house.actuator("W").position().known()).isFalse();
        house.run(0.25);
        assertThat(house.texts("W", 0, 0)).as("OFF three times").isEqualTo(List.of("0", "0", "0"));
        assertThat(house.packets).allMatch(packet -> packet.priority() == 1);
        house.run(65);
        assertThat(house.lastDrive("W").length()).isEqualTo(60.5, within(0.2));
        assertThat(house.percent("W")).isZero();
    }

    @Test
    void row72TheMemosNameOfAnActuatorIsItsType() {
        VirtualHouse one = new VirtualHouse(window("W"));
        one.saved = memo(25);
        one.started();
        assertThat(one.percent("W")).isEqualTo(25);
        VirtualHouse two = new VirtualHouse(window("W"), window("V"));
        two.saved = memo(25);
        two.started();
        assertThat(two.actuator("W").position().known())
                .as("it may mean either")
                .isFalse();
    }

    private static SavedHouse memo(double percent) {
        SavedActuator window =
                new SavedActuator(percent, 0, "idle", SavedActuator.Intent.NONE, null, SavedActuator.Upkeep.NONE);
        return new SavedHouse(true, "", Instant.EPOCH, Map.of("VenSdWin", window));
    }

    @Test
    void row57APersonWaitsForTheCalibration() {
        VirtualHouse house = starting(new VirtualHouse(window("W")));
        house.run(5);
        assertThat(house.set("W", 30))
                .isInstanceOfSatisfying(
                        Admission.Queued.class,
                        queued -> assertThat(VirtualHouse.seconds(queued.eta())).isGreaterThan(55));
        house.run(60.5 + 10 + 18);
        assertThat(house.percent("W")).isEqualTo(30, within(0.5));
    }

    @Test
    void row58HeatAbortsItAndTheEndPointIsFoundLater() {
        VirtualHouse house = new VirtualHouse(window("W"));
        house.saved = savedAt(house, 80, Duration.ofMinutes(5));
        house.safety = heatOnly("W");
        starting(house);
        house.run(20);
        house.senseFirmly(SensorKind.TEMPERATURE, 41);
        assertThat(house.lastDrive("W")).isEqualTo(new VirtualHouse.Driven(Direction.CLOSE, 0, 20));
        assertThat(house.actuator("W").position().uncertain()).isTrue();
        assertThat(house.actuator("W").belief().calibrationDue())
                .as("retried later")
                .isTrue();
        house.run(20);
        assertThat(house.lastDrive("W").direction()).isEqualTo(Direction.OPEN);
        assertThat(house.lastDrive("W").from()).as("after the dead time").isEqualTo(23, within(0.2));
        house.run(60);
        assertThat(house.lastDrive("W").length()).as("a full travel").isEqualTo(66, within(0.2));
        assertThat(house.actuator("W").position().uncertain()).isFalse();
        assertThat(house.actuator("W").belief().calibrationDue()).isFalse();
    }

    @Test
    void row58AnEmergencyInBetweenLeavesItForLater() {
        VirtualHouse house = new VirtualHouse(window("W"));
        house.safety = heatOnly("W");
        starting(house);
        house.run(20);
        house.senseFirmly(SensorKind.TEMPERATURE, 41);
        house.run(20);
        house.emergency();
        house.senseFirmly(SensorKind.TEMPERATURE, 20);
        house.run(20);
        house.clear();
        house.run(61);
        assertThat(house.lastDrive("W").direction()).isEqualTo(Direction.CLOSE);
        assertThat(house.percent("W")).isZero();
        assertThat(house.actuator("W").position().isTrusted()).isTrue();
    }

    @Test
    void aRuleThatWantsOnlyAPartOfTheWayWaitsForIt() {
        VirtualHouse house = starting(new VirtualHouse(window("W")));
        house.run(20);
        assertThat(house.rule("W", SafetyRule.HEAT, new Operation.SetPosition(60)))
                .isInstanceOf(Admission.Queued.class);
        house.run(60.5 - 20 + 5 + 36 + 1);
        assertThat(house.drives("W").get(0).length()).as("not broken off").isEqualTo(60.5, within(0.2));
        assertThat(house.percent("W")).isEqualTo(60, within(0.5));
    }

    @Test
    void row59ASafetyRuleTheSameWayIsAbsorbed() {
        VirtualHouse house = starting(new VirtualHouse(window("W")));
        house.run(20);
        house.rule("W", SafetyRule.WIND, new Operation.SetPosition(0));
        house.run(60);
        assertThat(house.drives("W")).hasSize(1);
        assertThat(house.lastDrive("W").length()).isEqualTo(60.5, within(0.2));
        assertThat(house.actuator("W").belief().calibratedAtOrNull()).isNotNull();
    }

    @Test
    void row60AnEmergencyEndsItAndItFollowsAfterTheClear() {
        VirtualHouse house = starting(new VirtualHouse(window("W")));
        house.run(20);
        house.emergency();
        assertThat(house.actuator("W").position().calibrated()).isFalse();
        house.run(20);
        house.clear();
        house.run(61);
        assertThat(house.percent("W")).isZero();
        assertThat(house.actuator("W").position().calibrated()).isTrue();
    }

    @Test
    void row61AtMidnightInTokyoMotorsCalibrateOnceAndNothingElseDoes() {
        VirtualHouse house = daily(new VirtualHouse(window("W"), valve("I"), fan("F")), TOKYO);
        house.wall = Instant.parse("2026-02-19T14:50:00Z");
        house.started();
        house.run(Duration.ofHours(20).toSeconds());
        assertThat(house.count(OccurrenceKind.CALIBRATE)).isEqualTo(1);
        assertThat(house.drives("W").get(0).from()).isEqualTo(600, within(21.0));
        assertThat(house.drives("I")).isEmpty();
        assertThat(house.drives("F")).isEmpty();
    }

    @Test
    void row62AMissingHourMovesToTheFirstValidInstant() {
        // In Beirut, 2021-03-28 had no 00:00: the clock went from 23:59:59 to 01:00.
        VirtualHouse house = daily(new VirtualHouse(window("W")), ZoneId.of("Asia/Beirut"));
        house.wall = Instant.parse("2021-03-27T21:50:00Z");
        house.started();
        house.run(Duration.ofHours(5).toSeconds());
        assertThat(house.count(OccurrenceKind.CALIBRATE)).isEqualTo(1);
        assertThat(house.drives("W").get(0).from()).isEqualTo(600, within(21.0));
    }

    @Test
    void row63ARepeatedHourDoesNotRepeatIt() {
        // In Havana, 2026-11-01 has 00:00 twice.
        VirtualHouse house = daily(new VirtualHouse(window("W")), ZoneId.of("America/Havana"));
        house.wall = Instant.parse("2026-11-01T03:50:00Z");
        house.started();
        house.run(Duration.ofHours(5).toSeconds());
        assertThat(house.count(OccurrenceKind.CALIBRATE)).isEqualTo(1);
        assertThat(house.drives("W").get(0).from()).as("the first of the two").isEqualTo(600, within(21.0));
    }

    @Test
    void row64AJumpOverTheHourIsCaughtUpOnlyWithinAnHour() {
        assertThat(calibrationsAfterJumpTo("2026-02-19T16:10:00Z"))
                .as("70 min late")
                .isZero();
        assertThat(calibrationsAfterJumpTo("2026-02-19T15:40:00Z"))
                .as("40 min late")
                .isEqualTo(1);
    }

    /** A clock that ran a year ahead and was put right must not end the calibrations for a year. */
    @Test
    void row64ADayAfterAClockThatRanFarAheadCameBackItRunsAgain() {
        VirtualHouse house = daily(new VirtualHouse(window("W")), TOKYO);
        house.wall = Instant.parse("2026-02-19T03:00:00Z");
        house.started();
        house.run(60);
        house.wall = Instant.parse("2027-02-19T03:00:00Z");
        house.run(60);
        house.wall = Instant.parse("2026-02-19T03:03:00Z");
        house.run(Duration.ofHours(48).toSeconds());
        assertThat(house.count(OccurrenceKind.CALIBRATE)).as("two midnights").isEqualTo(2);
    }

    @Test
    void row65AClockThatNobodySetRunsNoSchedule() {
        VirtualHouse house = daily(new VirtualHouse(window("W")), TOKYO);
        house.wall = Instant.parse("2026-02-19T14:50:00Z");
        house.wallTrusted = false;
        house.started();
        house.at("W", 0).set("W", 30);
        house.run(3600);
        assertThat(house.count(OccurrenceKind.CALIBRATE)).isZero();
        assertThat(house.drives("W").get(0).length())
                .as("motors do not need the wall clock")
                .isEqualTo(18, within(0.2));
    }

    @Test
    void row66ARecentCalibrationIsEnough() {
        VirtualHouse house = daily(new VirtualHouse(window("W")), TOKYO);
        house.calibration = new BridgeSettings.Calibration(true, 0, TOKYO, true, BridgeSettings.Pace.STANDARD, false);
        house.wall = Instant.parse("2026-02-19T14:44:00Z");
        house.started();
        house.run(3600);
        assertThat(house.count(OccurrenceKind.CALIBRATE)).isEqualTo(1);
        assertThat(house.audited(OccurrenceKind.CALIBRATION_SKIPPED)).isTrue();
    }

    @Test
    void row67ItPreemptsAManualMove() {
        VirtualHouse house = daily(new VirtualHouse(window("W")), TOKYO);
        house.wall = Instant.parse("2026-02-19T14:59:30Z");
        house.started();
        house.at("W", 0);
        house.run(25);
        house.set("W", 100);
        house.run(120);
        assertThat(house.audited(OccurrenceKind.PREEMPT)).isTrue();
        assertThat(house.percent("W")).isZero();
    }

    @Test
    void row68HeatHoldsItOffUntilThree() {
        VirtualHouse house = hotAtMidnight();
        house.run(Duration.ofMinutes(40 + 3 * 60).toSeconds() - 20);
        assertThat(house.actuator("W").belief().calibrationDue()).as("deferred").isTrue();
        assertThat(house.audited(OccurrenceKind.CALIBRATION_SKIPPED)).isFalse();
        house.run(40);
        assertThat(house.audit)
                .anyMatch(what -> what.kind() == OccurrenceKind.CALIBRATION_SKIPPED
                        && what.reason().contains("stronger rule"));
        house.senseFirmly(SensorKind.TEMPERATURE, 20);
        house.run(3600);
        assertThat(house.count(OccurrenceKind.CALIBRATE)).isZero();
        assertThat(house.drives("W")).as("only what the heat wanted").hasSize(1);
    }

    @Test
    void row68ItFollowsWhenTheHeatEndsBefore() {
        VirtualHouse house = hotAtMidnight();
        house.run(Duration.ofMinutes(100).toSeconds());
        assertThat(house.percent("W")).isEqualTo(100);
        house.senseFirmly(SensorKind.TEMPERATURE, 20);
        house.run(61);
        assertThat(house.count(OccurrenceKind.CALIBRATE)).isEqualTo(1);
        assertThat(house.lastDrive("W").length()).isEqualTo(60.5, within(0.2));
        assertThat(house.percent("W")).isZero();
    }

    /** Forty minutes before midnight in Tokyo, with a window that a heat rule opens. */
    private static VirtualHouse hotAtMidnight() {
        VirtualHouse house = daily(new VirtualHouse(window("W")), TOKYO);
        house.safety = heatOnly("W");
        house.wall = Instant.parse("2026-02-19T14:20:00Z");
        house.started();
        house.at("W", 0).senseFirmly(SensorKind.TEMPERATURE, 41);
        return house;
    }

    private static SafetySettings heatOnly(String name) {
        return new SafetySettings(
                null,
                null,
                new SafetySettings.Temperature(5, 40, 1, Set.of(), Set.of(name)),
                Duration.ofHours(9),
                Duration.ofSeconds(60),
                false);
    }

    private static int calibrationsAfterJumpTo(String wall) {
        VirtualHouse house = daily(new VirtualHouse(window("W")), TOKYO);
        house.wall = Instant.parse("2026-02-19T14:30:00Z");
        house.started();
        house.run(10);
        house.wall = Instant.parse(wall);
        house.run(1800);
        house.wall = Instant.parse("2026-02-19T15:05:00Z");
        house.run(600);
        boolean skipped = house.audited(OccurrenceKind.CALIBRATION_SKIPPED);
        int runs = (int) house.count(OccurrenceKind.CALIBRATE);
        assertThat(skipped).isEqualTo(runs == 0);
        return runs;
    }

    private static VirtualHouse starting(VirtualHouse house) {
        house.calibration = new BridgeSettings.Calibration(false, 0, TOKYO, true, BridgeSettings.Pace.STANDARD, true);
        return house.started();
    }

    private static VirtualHouse daily(VirtualHouse house, ZoneId zone) {
        house.calibration = new BridgeSettings.Calibration(true, 0, zone, false, BridgeSettings.Pace.STANDARD, true);
        return house;
    }

    private static SavedHouse savedAt(VirtualHouse house, double percent, Duration ago) {
        SavedActuator window = new SavedActuator(
                percent,
                1,
                "IDLE",
                SavedActuator.Intent.NONE,
                null,
                new SavedActuator.Upkeep(house.wall.minus(ago), true, false, "bridge", Duration.ZERO, null, ""));
        return new SavedHouse(true, "before", house.wall.minus(ago), Map.of("W", window));
    }
}
