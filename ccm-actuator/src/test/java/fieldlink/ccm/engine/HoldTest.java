package fieldlink.ccm.engine;

import static fieldlink.ccm.engine.Samples.seconds;
import static fieldlink.ccm.engine.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Etiquette;
import fieldlink.ccm.actuator.OccurrenceKind;
import fieldlink.ccm.actuator.SafetySettings;
import fieldlink.ccm.actuator.SensorKind;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long the bridge keeps what it has moved, before the node decides for itself again (level 5). */
class HoldTest {
    private final VirtualHouse house = new VirtualHouse(window("W")).started();

    @Test
    void whatAProgramMovedGoesBackAsSoonAsItHasCooled() {
        house.at("W", 0).setAutomatic("W", 30);
        house.run(18 + 9);
        assertThat(house.state("W")).isEqualTo("COOLING");
        house.run(2);
        assertReleased();
    }

    @Test
    void whatAPersonMovedIsHeldForAnHourAndKeptAliveMeanwhile() {
        house.at("W", 0).set("W", 30);
        house.run(100);
        int before = house.packets.size();
        house.run(100);
        assertThat(house.packets.size() - before)
                .as("both sides every ten seconds")
                .isEqualTo(20);
        house.run(18 + 10 + 3600 - 200 - 2);
        assertThat(house.state("W")).isEqualTo("IDLE");
        house.run(3);
        assertReleased();
    }

    @Test
    void whatAStormClosedIsHeldUntilFiveMinutesAfterIt() {
        VirtualHouse stormy = new VirtualHouse(window("W"));
        stormy.safety = new SafetySettings(
                new SafetySettings.Wind(
                        SafetySettings.Wind.STANDARD_STEPS, 1, Duration.ofMinutes(5), null, Set.of("W")),
                null,
                null,
                Duration.ofDays(1),
                Duration.ofSeconds(60),
                false);
        stormy.started();
        stormy.at("W", 80);
        stormy.senseFirmly(SensorKind.WIND_SPEED, 12);
        stormy.run(3600);
        assertThat(stormy.state("W")).as("the storm goes on").isEqualTo("IDLE");
        stormy.senseFirmly(SensorKind.WIND_SPEED, 0);
        stormy.run(300);
        assertThat(stormy.state("W")).as("it was calm for long enough").isEqualTo("IDLE");
        stormy.run(301);
        assertThat(stormy.state("W")).isEqualTo("RELEASED");
    }

    @Test
    void whatIsHeldForGoodIsNeverReleased() {
        ActuatorSpec plain = window("W");
        Etiquette forGood = new Etiquette(plain.etiquette().matrix(), Etiquette.Holds.FOR_GOOD);
        VirtualHouse kept = new VirtualHouse(
                        new ActuatorSpec("W", plain.kind(), plain.drive(), plain.wire(), forGood, null))
                .started();
        kept.at("W", 0).setAutomatic("W", 30);
        kept.run(VirtualHouse.seconds(Duration.ofDays(1)));
        assertThat(kept.state("W")).isEqualTo("IDLE");
    }

    private void assertReleased() {
        assertThat(house.state("W")).isEqualTo("RELEASED");
        assertThat(house.audited(OccurrenceKind.RELEASE)).isTrue();
        assertThat(house.actuator("W").position().uncertain()).isTrue();
        int before = house.packets.size();
        house.run(VirtualHouse.seconds(seconds(60)));
        assertThat(house.packets).as("silence").hasSize(before);
    }
}
