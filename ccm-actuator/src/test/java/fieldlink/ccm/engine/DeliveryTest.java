package fieldlink.ccm.engine;

import static fieldlink.ccm.engine.Samples.positioned;
import static fieldlink.ccm.engine.Samples.valve;
import static fieldlink.ccm.engine.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ccm.actuator.Admission;
import fieldlink.ccm.actuator.Direction;
import fieldlink.ccm.actuator.OccurrenceKind;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.SafetyRule;
import org.junit.jupiter.api.Test;

/** What is believed of a motor whose packets did not leave, or whose node did not follow them. */
class DeliveryTest {
    private boolean networkIsAway;

    private final VirtualHouse house = new VirtualHouse(window("W"));

    DeliveryTest() {
        PacketOutlet network = house.outlet;
        house.outlet = (value, priority) -> !networkIsAway && network.send(value, priority);
        house.started();
    }

    @Test
    void aMoveThatNoPacketStartedIsNotBelieved() {
        house.at("W", 0);
        networkIsAway = true;
        house.set("W", 30);
        assertThat(house.audited(OccurrenceKind.UNDELIVERED)).isTrue();
        house.run(60);
        assertThat(house.state("W")).isEqualTo("IDLE");
        assertThat(house.actuator("W").position().uncertain()).isTrue();
    }

    @Test
    void anEndPointThatNoPacketLedToIsNoCalibration() {
        house.at("W", 30);
        networkIsAway = true;
        house.set("W", 0);
        house.run(60);
        assertThat(house.actuator("W").position().isTrusted()).isFalse();
        assertThat(house.actuator("W").belief().calibratedAtOrNull()).isNull();
    }

    @Test
    void whenTheNetworkIsBackAPartialMoveCalibratesFirst() {
        house.at("W", 30);
        networkIsAway = true;
        house.set("W", 60);
        house.run(60);
        networkIsAway = false;
        assertThat(house.set("W", 50)).isInstanceOf(Admission.Queued.class);
        house.run(1);
        assertThat(house.lastDrive("W").direction()).isEqualTo(Direction.CLOSE);
    }

    @Test
    void anOffThatCouldNotLeaveMakesThePositionUncertain() {
        house.at("W", 0).set("W", 30);
        house.run(10);
        networkIsAway = true;
        house.run(60);
        assertThat(house.audited(OccurrenceKind.UNDELIVERED)).isTrue();
        assertThat(house.actuator("W").position().uncertain()).isTrue();
    }

    /** Nothing true could be said to it: that is no failure of the network. */
    @Test
    void aPositionNobodyKnowsIsNotUndelivered() {
        VirtualHouse unknown = new VirtualHouse(positioned("P")).started();
        unknown.stop("P");
        assertThat(unknown.audited(OccurrenceKind.UNDELIVERED)).isFalse();
    }

    @Test
    void aNodeThatDidNotAnswerTwiceIsNotBelievedToHaveMoved() {
        VirtualHouse deaf = new VirtualHouse(window("W", Samples.Options.reporting())).started();
        deaf.report("W", 40);
        deaf.at("W", 40).set("W", 100);
        deaf.run(100);
        assertThat(deaf.count(OccurrenceKind.NO_RESPONSE)).isEqualTo(2);
        assertThat(deaf.actuator("W").position().isTrusted()).isFalse();
    }

    /** A window that is closed cannot show that it closes. Three quiet nights must not put it out of service. */
    @Test
    void aClosedWindowThatCalibratesOwesNoAnswer() {
        VirtualHouse quiet = new VirtualHouse(window("W", Samples.Options.reporting())).started();
        quiet.at("W", 0);
        for (int night = 0; night < 4; night++) {
            quiet.report("W", 0);
            quiet.rule("W", SafetyRule.CALIBRATION, new Operation.Calibrate());
            for (int i = 0; i < 20; i++) {
                quiet.run(5);
                quiet.report("W", 0);
            }
        }
        assertThat(quiet.audited(OccurrenceKind.NO_RESPONSE)).isFalse();
        assertThat(quiet.state("W")).isEqualTo("IDLE");
        assertThat(quiet.actuator("W").position().isTrusted()).isTrue();
    }

    @Test
    void anOutletThatThrowsForOneKeepsNoEmergencyFromTheOthers() {
        VirtualHouse two = new VirtualHouse(window("W"), valve("I"));
        PacketOutlet network = two.outlet;
        boolean[] broken = {false};
        two.outlet = (value, priority) -> {
            if (broken[0] && value.tuple().type().text().startsWith("Irri")) {
                throw new IllegalStateException("a bug in the network");
            }
            return network.send(value, priority);
        };
        two.started();
        two.at("W", 0).set("W", 100);
        two.run("I", 300);
        two.run(10);
        broken[0] = true;
        two.emergency();
        assertThat(two.lastDrive("W").to()).isEqualTo(10);
        assertThat(two.board().sending().troubleOrNull()).contains("IrrircA", "a bug in the network");
        two.run(3);
        broken[0] = false;
        two.run(1.1);
        assertThat(two.lastDrive("I").to()).as("tried again").isBetween(13.0, 14.1);
        assertThat(two.board().sending().troubleOrNull()).isNull();
    }
}
