package fieldlink.ccm.engine;

import static fieldlink.ccm.engine.Samples.tuple;
import static fieldlink.ccm.engine.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.ActuatorCommand;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Admission;
import fieldlink.ccm.actuator.Direction;
import fieldlink.ccm.actuator.Drive;
import fieldlink.ccm.actuator.Mandate;
import fieldlink.ccm.actuator.OccurrenceKind;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.Refusal;
import fieldlink.ccm.actuator.SafetyRule;
import fieldlink.ccm.actuator.SafetySettings;
import fieldlink.ccm.actuator.SensorKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Acceptance rows 20 and 86 to 92: wind, rain, frost and heat. */
class WeatherRowsTest {
    private final VirtualHouse house = new VirtualHouse(window("W"), window("C"));

    WeatherRowsTest() {
        house.safety = new SafetySettings(
                new SafetySettings.Wind(
                        SafetySettings.Wind.STANDARD_STEPS, 1, Duration.ofSeconds(300), null, Set.of("W")),
                new SafetySettings.Rain(0.5, Duration.ofMinutes(30), Set.of("W")),
                new SafetySettings.Temperature(5, 40, 1, Set.of("W", "C"), Set.of("W")),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                false);
        house.started();
    }

    @Test
    void row17WhatWaitedForARuleIsLookedAtAgainBeforeItRuns() {
        house.at("W", 80);
        house.senseFirmly(SensorKind.RAIN_SWITCH, 1);
        assertThat(house.state("W")).isEqualTo("MOVING");
        assertThat(house.set("W", 30)).isInstanceOf(Admission.Queued.class);
        wind(0, 100);
        assertThat(house.percent("W")).as("it still counts as rain").isZero();
        assertThat(house.audit)
                .anyMatch(what ->
                        what.kind() == OccurrenceKind.REJECT && what.reason().equals("interlock_rain"));
    }

    @Test
    void row20HeatGivesWayToAHeldWindAndSaysSoOnce() {
        house.at("W", 50);
        wind(11, 60);
        assertThat(house.percent("W")).isZero();
        for (int i = 0; i < 5; i++) {
            house.sense(SensorKind.TEMPERATURE, 41);
            wind(11, 5);
        }
        assertThat(house.percent("W")).isZero();
        assertThat(house.count(OccurrenceKind.SUPPRESS)).isEqualTo(1);
    }

    @Test
    void row86RainClosesWhatAPersonOpensAndKeepsItClosed() {
        house.at("W", 0);
        wind(0, 1);
        house.set("W", 100);
        wind(0, 20);
        house.senseFirmly(SensorKind.RAIN_SWITCH, 1);
        wind(0, 60);
        assertThat(house.percent("W")).isZero();
        assertThat(house.command("W", new Operation.Open(), ControlLevel.MANUAL))
                .isInstanceOfSatisfying(Admission.Refused.class, refused -> {
                    assertThat(refused.refusal()).isEqualTo(Refusal.INTERLOCK);
                    assertThat(refused.reason()).isEqualTo("interlock_rain");
                });
    }

    @Test
    void row87AfterTheRainItStaysClosedForHalfAnHour() {
        house.at("W", 0);
        house.senseFirmly(SensorKind.RAIN_SWITCH, 1);
        house.senseFirmly(SensorKind.RAIN_SWITCH, 0);
        wind(0, 29 * 60);
        assertThat(house.set("W", 50))
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo("interlock_rain"));
        wind(0, 2 * 60);
        // Its node has had it meanwhile, so that a calibration comes first; but nothing forbids it any more.
        assertThat(house.set("W", 50)).isInstanceOf(Admission.Queued.class);
    }

    @Test
    void row88WindCapsStepByStepAndEasesOnlyAfterTheHold() {
        house.at("W", 80);
        wind(6, 60);
        assertThat(house.percent("W")).isEqualTo(30, within(0.5));
        wind(9, 60);
        assertThat(house.percent("W")).isEqualTo(10, within(0.5));
        wind(11, 60);
        assertThat(house.percent("W")).isZero();
        assertThat(house.drives("W").stream().map(VirtualHouse.Driven::length))
                .as("down to 30 %, to 10 %, and to the end with its overrun")
                .usingElementComparator((one, other) -> Math.abs(one - other) < 0.2 ? 0 : Double.compare(one, other))
                .containsExactly(27.5, 11.0, 11.0);
        // The second calm sample counts, five seconds after the first: the hold ends at 305 s.
        wind(6.5, 300);
        assertThat(house.set("W", 20)).isInstanceOf(Admission.Refused.class);
        wind(6.5, 10);
        assertThat(house.set("W", 40)).as("still above the first step").isInstanceOf(Admission.Refused.class);
        assertThat(house.set("W", 20)).isInstanceOf(Admission.Accepted.class);
        wind(3, 300);
        assertThat(house.set("W", 40)).isInstanceOf(Admission.Refused.class);
        wind(3, 10);
        assertThat(house.set("W", 40)).isInstanceOf(Admission.Accepted.class);
    }

    @Test
    void row88AGustBeginsTheHoldAnew() {
        house.at("W", 80);
        wind(11, 60);
        wind(2, 200);
        wind(11, 10);
        wind(2, 200);
        assertThat(house.set("W", 20)).isInstanceOf(Admission.Refused.class);
        wind(2, 110);
        assertThat(house.set("W", 20)).isInstanceOf(Admission.Accepted.class);
    }

    @Test
    void row89SilentWindCountsAsStrong() {
        house.at("W", 80);
        wind(0, 61);
        house.run(120);
        assertThat(house.percent("W")).isEqualTo(30, within(0.5));
        assertThat(house.audited(OccurrenceKind.ALARM)).isTrue();

        WeatherRowsTest low = new WeatherRowsTest();
        low.house.at("W", 20);
        low.wind(0, 61);
        low.house.run(120);
        assertThat(low.house.drives("W")).isEmpty();
    }

    @Test
    void row90RightAfterTheStartSilenceIsNoNews() {
        house.at("W", 80);
        house.run(59);
        assertThat(house.drives("W")).isEmpty();
        house.run(60);
        assertThat(house.percent("W")).as("but it does not stay so").isEqualTo(30, within(0.5));
    }

    @Test
    void row91FrostClosesWindowsAndDeploysCurtainsWhicheverWayTheyCount() {
        VirtualHouse frosty = frosty(curtain("T", 21, false), curtain("S", 22, true));
        frosty.at("W", 50).at("T", 100).at("S", 100);
        frosty.senseFirmly(SensorKind.TEMPERATURE, 5.0);
        frosty.run(700);
        for (String name : List.of("W", "T", "S")) {
            assertThat(frosty.percent(name)).as(name).isZero();
        }
        assertThat(frosty.texts("T", 0, 600)).as("0 is closed").containsOnly("0");
        assertThat(frosty.texts("S", 0, 600)).as("100 is closed").containsOnly("100");
        assertThat(frosty.set("W", 60))
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo("interlock_frost"));
    }

    @Test
    void row91HeatCannotOpenInFrostWhoeverInvokesIt() {
        VirtualHouse frosty = frosty();
        frosty.at("W", 50);
        frosty.senseFirmly(SensorKind.TEMPERATURE, 5.0);
        frosty.run(10);
        assertThat(frosty.rule("W", SafetyRule.HEAT, new Operation.Open()))
                .as("while the window closes")
                .isEqualTo(new Admission.Noop("suppressed"));
        frosty.run(60);
        assertThat(frosty.rule("W", SafetyRule.HEAT, new Operation.Open()))
                .as("when it is closed")
                .isEqualTo(new Admission.Noop("suppressed"));
        frosty.run(100);
        assertThat(frosty.drives("W"))
                .singleElement()
                .satisfies(drive -> assertThat(drive.direction()).isEqualTo(Direction.CLOSE));
        assertThat(frosty.count(OccurrenceKind.SUPPRESS)).isEqualTo(2);
    }

    @Test
    void underAWindCapHeatOpensAWindowOfUnknownPositionNoFurtherThanTheCap() {
        wind(6, 10);
        house.senseFirmly(SensorKind.TEMPERATURE, 41);
        wind(6, 150);
        assertThat(house.drives("W").get(0).direction()).isEqualTo(Direction.CLOSE);
        assertThat(house.drives("W").stream().filter(drive -> drive.direction() == Direction.OPEN))
                .allSatisfy(drive -> assertThat(drive.length()).isLessThanOrEqualTo(18.2));
        assertThat(house.percent("W")).isEqualTo(30, within(0.5));
    }

    @Test
    void row92AFlappingTemperatureOpensOnce() {
        house.at("W", 50);
        wind(0, 1);
        for (int i = 0; i < 20; i++) {
            house.sense(SensorKind.TEMPERATURE, i % 2 == 0 ? 40.1 : 39.9);
            wind(0, 10);
            boolean convinced = i >= 2;
            assertThat(house.bridge().status().rules().contains(SafetyRule.HEAT))
                    .as("after sample " + i)
                    .isEqualTo(convinced);
        }
        assertThat(house.drives("W")).hasSize(1);
        assertThat(house.lastDrive("W").direction()).isEqualTo(Direction.OPEN);
        house.senseFirmly(SensorKind.TEMPERATURE, 38.9);
        assertThat(house.bridge().status().rules()).as("a degree below").isEmpty();
    }

    @Test
    void aPersonMayOverruleRainOnTheRecordButNeverWind() {
        house.at("W", 0);
        wind(0, 1);
        house.senseFirmly(SensorKind.RAIN_SWITCH, 1);
        assertThat(house.submit(overriding("dry"))).isInstanceOf(Admission.Accepted.class);
        wind(11, 80);
        assertThat(house.submit(overriding("storm"))).isInstanceOf(Admission.Refused.class);
    }

    /** A house that knows of frost and heat and of no other weather. */
    /** Row 51's settling is nobody's to skip: what the crash left opening still turns when the storm is first heard of. */
    @Test
    void aStormRightAfterACrashWaitsUntilTheMotorHasComeToRest() {
        house.at("W", 0).set("W", 100);
        house.run(20);
        assertThat(closedAfterRestart(0)).isEqualTo(3, within(0.01));
    }

    @Test
    void aStormRightAfterAnOrderlyRestartWaitsForTheDeadTimeToo() {
        house.at("W", 0).set("W", 100);
        house.run(20);
        house.bridge().stop("SIGTERM");
        assertThat(closedAfterRestart(1)).isEqualTo(2, within(0.01));
    }

    /** @return when the window begins to close, after a storm that is heard half a second after the restart */
    private double closedAfterRestart(long secondsLater) {
        VirtualHouse again = new VirtualHouse(window("W"), window("C"));
        again.safety = house.safety;
        again.saved = house.disk.get(house.disk.size() - 1);
        again.wall = house.wall.plusSeconds(secondsLater);
        again.started().run(0.5);
        again.senseFirmly(SensorKind.WIND_SPEED, 12);
        again.run(10);
        assertThat(again.lastDrive("W").direction()).isEqualTo(Direction.CLOSE);
        return again.lastDrive("W").from();
    }

    private static VirtualHouse frosty(ActuatorSpec... curtains) {
        List<ActuatorSpec> specs = new ArrayList<>(List.of(window("W")));
        specs.addAll(List.of(curtains));
        VirtualHouse house = new VirtualHouse(specs.toArray(ActuatorSpec[]::new));
        house.safety = new SafetySettings(
                null,
                null,
                new SafetySettings.Temperature(5, 40, 1, house.specs.keySet(), Set.of("W")),
                Duration.ofHours(1),
                Duration.ofSeconds(60),
                false);
        return house.started();
    }

    private static ActuatorSpec curtain(String name, int order, boolean inverted) {
        return Samples.curtain(name, new Drive.ByPosition(tuple("ThCrtnrcA", order), inverted));
    }

    private static ActuatorCommand overriding(String id) {
        return new ActuatorCommand(
                id, "W", new Operation.SetPosition(30), Mandate.of(ControlLevel.MANUAL, "test", ""), null, true);
    }

    /** This wind for so long, measured every five seconds. */
    private void wind(double speed, double seconds) {
        for (double passed = 0; passed < seconds; passed += 5) {
            house.sense(SensorKind.WIND_SPEED, speed);
            house.run(Math.min(5, seconds - passed));
        }
    }
}
