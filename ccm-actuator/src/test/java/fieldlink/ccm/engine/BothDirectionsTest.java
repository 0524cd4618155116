package fieldlink.ccm.engine;

import static fieldlink.ccm.engine.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fieldlink.ccm.CcmAddress;
import fieldlink.ccm.CcmRole;
import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.Admission;
import fieldlink.ccm.actuator.OccurrenceKind;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.Refusal;
import fieldlink.ccm.actuator.SafetyRule;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A motor whose two relays are closed at once burns, whoever closed them. */
class BothDirectionsTest {
    private final VirtualHouse house = new VirtualHouse(window("W")).started();
    private final CcmTuple open = house.specs.get("W").drive().tuples().get(0);
    private final CcmTuple close = house.specs.get("W").drive().tuples().get(1);

    @BeforeEach
    void opening() {
        house.at("W", 0).set("W", 100);
        house.run(10);
    }

    @Test
    void aRivalWhoDrivesTheOtherWayIsAFault() {
        house.hear(close, "1");
        assertFault();
        assertThat(house.lastDrive("W").length()).isEqualTo(10);
        house.run(0.25);
        assertThat(house.texts("W", 0, 10)).isEqualTo(List.of("0", "0", "0"));
        assertThat(house.texts("W", 1, 10)).isEqualTo(List.of("0", "0", "0"));
        assertThat(house.packets.get(house.packets.size() - 1).priority()).isEqualTo(1);
        assertThat(house.actuator("W").position().uncertain())
                .as("who knows which way it turned")
                .isTrue();
    }

    @Test
    void aRivalWhoDrivesTheSameWayOrSwitchesOffIsNone() {
        house.hear(open, "1");
        house.hear(close, "0");
        assertThat(house.state("W")).isEqualTo("MOVING");
    }

    @Test
    void aRivalWhoClosesAllRelaysAtOnceIsAFaultAlsoAtRest() {
        house.stop("W");
        house.run(60);
        house.hear(new CcmTuple(open.type(), CcmAddress.of(1, 0, 0)), "1");
        assertFault();
    }

    @Test
    void aNodeThatReportsBothRelaysClosedIsAFault() {
        house.stop("W");
        house.run(60);
        house.hear(reported(open), "1");
        house.run(0.1);
        house.hear(reported(close), "27");
        assertFault();
    }

    /** An old report of the one and a new one of the other do not contradict each other. */
    @Test
    void aReversalThatTheNodeReportsIsNoFault() {
        house.hear(reported(open), "1");
        house.hear(reported(close), "0");
        house.rule("W", SafetyRule.WIND, new Operation.SetPosition(0));
        house.run(3.5);
        house.hear(reported(open), "0");
        house.hear(reported(close), "1");
        assertThat(house.state("W")).isEqualTo("MOVING");
    }

    @Test
    void theFaultHoldsUntilSomebodyHasLooked() {
        house.hear(close, "1");
        house.run(60);
        assertThat(house.set("W", 50))
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.FAULT));
        house.command("W", new Operation.Acknowledge(), ControlLevel.MANUAL);
        assertThat(house.set("W", 50)).as("after a calibration").isInstanceOf(Admission.Queued.class);
        house.run(200);
        assertThat(house.percent("W")).isEqualTo(50, within(0.5));
    }

    @Test
    void itIsSaidOnceAndARuleThatTriesAllTheSameIsStoppedToo() {
        house.hear(close, "1");
        house.run(1);
        house.hear(close, "1");
        assertThat(house.count(OccurrenceKind.FAULT)).isEqualTo(1);
        house.run(10);
        house.rule("W", SafetyRule.HEAT, new Operation.SetPosition(100));
        house.run(1);
        assertThat(house.state("W")).isEqualTo("MOVING");
        house.hear(close, "1");
        assertFault();
    }

    @Test
    void anEmergencyStaysLatchedAndTheFaultIsThereWhenItIsCleared() {
        house.emergency();
        house.hear(open, "1");
        house.hear(close, "1");
        assertThat(house.state("W")).isEqualTo("BLOCKED");
        house.clear();
        assertFault();
    }

    private void assertFault() {
        assertThat(house.state("W")).isEqualTo("FAULT");
        assertThat(house.audit)
                .anyMatch(what -> what.kind() == OccurrenceKind.FAULT
                        && what.reason().startsWith("both directions are driven at once: 192.168.1.20 says"));
    }

    private static CcmTuple reported(CcmTuple command) {
        return new CcmTuple(command.type().withRole(CcmRole.OPERATION), command.address());
    }
}
