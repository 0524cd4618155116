package fieldlink.ccm.engine;

import static fieldlink.ccm.engine.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.ActuatorCommand;
import fieldlink.ccm.actuator.Admission;
import fieldlink.ccm.actuator.Direction;
import fieldlink.ccm.actuator.Mandate;
import fieldlink.ccm.actuator.OccurrenceKind;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.Refusal;
import fieldlink.ccm.actuator.SafetySettings;
import fieldlink.ccm.actuator.SensorKind;
import java.time.Duration;
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
        assertThat(house.set("W", 50)).isInstanceOf(Admission.Refused.class);
        wind(0, 2 * 60);
        // Its node has had it meanwhile, so that a calibration comes first; but nothing forbids it any more.
        assertThat(house.set("W", 50)).isInstanceOf(Admission.Queued.class);
    }

    @Test
    void row88WindCapsStepByStepAndEasesOnlyAfterTheHold() {
        house.at("W", 80);
        wind(6, 60);
        assertThat(house.drives("W").get(0).length()).isEqualTo(27.5, within(0.2));
        assertThat(house.percent("W")).isEqualTo(30, within(0.5));
        wind(9, 60);
        assertThat(house.percent("W")).isEqualTo(10, within(0.5));
        wind(11, 60);
        assertThat(house.percent("W")).isZero();
        wind(2, 290);
        assertThat(house.set("W", 50)).isInstanceOf(Admission.Refused.class);
        wind(2, 20);
        assertThat(house.set("W", 50)).isInstanceOf(Admission.Accepted.class);
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
    void row91FrostClosesEverythingAndHeatCannotOpen() {
        house.at("W", 50).at("C", 100);
        wind(0, 1);
        house.senseFirmly(SensorKind.TEMPERATURE, 5.0);
        wind(0, 80);
        assertThat(house.percent("W")).isZero();
        assertThat(house.percent("C")).isZero();
        assertThat(house.set("W", 60))
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo("interlock_frost"));
    }

    @Test
    void row92AFlappingTemperatureOpensOnce() {
        house.at("W", 50);
        wind(0, 1);
        for (int i = 0; i < 20; i++) {
            house.sense(SensorKind.TEMPERATURE, i % 2 == 0 ? 40.1 : 39.9);
            wind(0, 10);
        }
        assertThat(house.drives("W")).hasSize(1);
        assertThat(house.lastDrive("W").direction()).isEqualTo(Direction.OPEN);
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
