package fieldlink.ccm.engine;

import static fieldlink.ccm.engine.Samples.valve;
import static fieldlink.ccm.engine.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.Admission;
import fieldlink.ccm.actuator.OccurrenceKind;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.Refusal;
import fieldlink.ccm.actuator.SafetyRule;
import fieldlink.ccm.actuator.SensorKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Acceptance rows 23 to 30 and 44: the emergency stop and its latch. */
class EmergencyRowsTest {
    private final VirtualHouse house = new VirtualHouse(window("W")).started();

    @Test
    void row23TheValveIsOffFirstAndEverythingThreeTimes() {
        VirtualHouse full = new VirtualHouse(window("A"), window("B"), window("C"), window("D"), valve("I")).started();
        for (String name : List.of("A", "B", "C", "D")) {
            full.at(name, 0).set(name, 100);
        }
        full.run("I", 300);
        full.setAutomatic("A", 40);
        full.run(10);
        int before = full.packets.size();
        full.emergency();
        List<VirtualHouse.Packet> first = full.packets.subList(before, full.packets.size());
        assertThat(first.get(0).value().tuple())
                .isEqualTo(full.specs.get("I").drive().tuples().get(0));
        assertThat(first).hasSize(9).allMatch(packet -> packet.value().text().equals("0") && packet.priority() == 1);
        full.run(0.25);
        assertThat(full.packets.size() - before).isEqualTo(27);
        for (String name : List.of("A", "B", "C", "D", "I")) {
            assertThat(full.state(name)).isEqualTo("BLOCKED");
            assertThat(full.actuator(name).queue().size()).isZero();
        }
    }

    @Test
    void row24APositionSurvivesTheStop() {
        house.at("W", 0).set("W", 100);
        house.run(18);
        house.emergency();
        assertThat(house.percent("W")).isEqualTo(30, within(0.5));
        assertThat(house.state("W")).isEqualTo("BLOCKED");
        house.run(5);
        assertThat(house.lastDrive("W").length()).isEqualTo(18, within(0.2));
    }

    @Test
    void row25CoolingDoesNotDelayIt() {
        house.at("W", 0).set("W", 10);
        house.run(8);
        assertThat(house.state("W")).isEqualTo("COOLING");
        int before = house.packets.size();
        house.emergency();
        house.run(0.25);
        assertThat(house.state("W")).isEqualTo("BLOCKED");
        assertThat(house.packets.subList(before, house.packets.size()))
                .as("two sides, three times")
                .hasSize(6)
                .allMatch(packet -> packet.value().text().equals("0") && packet.priority() == 1);
    }

    @Test
    void row26AgainWhileLatchedItSendsOffAgain() {
        house.at("W", 0);
        house.emergency();
        house.run(5);
        int before = house.packets.size();
        house.emergency();
        house.run(0.25);
        assertThat(house.packets.size() - before).as("two sides, three times").isEqualTo(6);
        assertThat(house.state("W")).isEqualTo("BLOCKED");
    }

    @Test
    void row27NobodyBelowGetsThrough() {
        house.emergency();
        assertRefused(house.set("W", 30));
        assertRefused(house.setAutomatic("W", 30));
    }

    @Test
    void row28ASafetyRuleIsRefusedAndSomebodyHearsOfIt() {
        house.at("W", 50);
        house.emergency();
        assertRefused(house.rule("W", SafetyRule.WIND, new Operation.SetPosition(0)));
        assertThat(house.audited(OccurrenceKind.ALARM)).isTrue();
        house.run(60);
        assertThat(house.drives("W")).isEmpty();
    }

    @Test
    void row29ClearingResumesNothingAndIsOnRecord() {
        house.at("W", 0).set("W", 100);
        house.run(18);
        house.emergency();
        house.run(20);
        int drives = house.drives("W").size();
        house.clear();
        house.run(60);
        assertThat(house.state("W")).isEqualTo("IDLE");
        assertThat(house.drives("W")).hasSize(drives);
        assertThat(house.audit)
                .anyMatch(what ->
                        what.kind() == OccurrenceKind.CLEAR && what.reason().contains("grower"));
    }

    @Test
    void row30ASensorsStopEndsByItselfAPersonsDoesNot() {
        house.sense(SensorKind.EMERGENCY, 1);
        assertThat(house.state("W")).isEqualTo("BLOCKED");
        house.sense(SensorKind.EMERGENCY, 0);
        house.run(299);
        assertThat(house.state("W")).isEqualTo("BLOCKED");
        house.run(2);
        assertThat(house.state("W")).isEqualTo("IDLE");

        house.sense(SensorKind.EMERGENCY, 1);
        house.emergency();
        house.sense(SensorKind.EMERGENCY, 0);
        house.run(1000);
        assertThat(house.state("W")).isEqualTo("BLOCKED");
    }

    /** A crash, a watchdog or an update is no clear: whoever is on the roof is still there. */
    @Test
    void aRestartDoesNotEndIt() {
        house.at("W", 40);
        house.emergency();
        house.run(1);
        VirtualHouse again = restarted(house);
        assertThat(again.packets.get(0).value().text()).isEqualTo("0");
        again.run(600);
        assertThat(again.drives("W")).isEmpty();
        assertThat(again.state("W")).isEqualTo("BLOCKED");
        assertRefused(again.set("W", 30));
        again.clear();
        again.run(100);
        assertThat(again.set("W", 30)).isInstanceOf(Admission.Accepted.class);
    }

    @Test
    void aRestartLeavesASensorsStopToTheSensor() {
        house.sense(SensorKind.EMERGENCY, 1);
        house.run(1);
        VirtualHouse again = restarted(house);
        again.run(600);
        assertThat(again.state("W")).isEqualTo("BLOCKED");
        again.sense(SensorKind.EMERGENCY, 0);
        again.run(301);
        assertThat(again.state("W")).isNotEqualTo("BLOCKED");
    }

    private static VirtualHouse restarted(VirtualHouse before) {
        VirtualHouse again = new VirtualHouse(window("W"));
        again.saved = before.disk.get(before.disk.size() - 1);
        again.wall = before.wall.plusSeconds(10);
        again.calibration = new BridgeSettings.Calibration(
                false, 0, again.calibration.zone(), true, BridgeSettings.Pace.STANDARD, true);
        return again.started();
    }

    @Test
    void row39APendingMoveIsCancelled() {
        house.at("W", 0).set("W", 100);
        house.run(30);
        house.set("W", 20);
        house.run(1);
        house.emergency();
        house.run(60);
        assertThat(house.state("W")).isEqualTo("BLOCKED");
        assertThat(house.drives("W")).as("the way back never began").hasSize(1);
    }

    @Test
    void row44InTheTickOfTheDeadlineThereIsOneBurst() {
        house.at("W", 0).set("W", 30);
        house.run(17.99);
        house.stall(0.01);
        int before = house.packets.size();
        house.emergency();
        house.run(0.4);
        assertThat(house.packets.size() - before).as("two sides, three times").isEqualTo(6);
        assertThat(house.percent("W")).isEqualTo(30, within(0.01));
    }

    @Test
    void aLatchedSenderLetsNoOnOutEvenIfTheEngineAsks() {
        house.at("W", 0);
        house.board().latch(house.now(), house.bridge()::off);
        house.command("W", new Operation.Open(), ControlLevel.MANUAL);
        house.run(5);
        assertThat(house.drives("W")).isEmpty();
    }

    private static void assertRefused(Admission admission) {
        assertThat(admission).isInstanceOfSatisfying(Admission.Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.LATCHED);
            assertThat(refused.refusal().status()).isEqualTo(423);
        });
    }
}
