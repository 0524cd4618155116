package fieldlink.ccm.engine;

import static fieldlink.ccm.engine.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.Admission;
import fieldlink.ccm.actuator.Direction;
import fieldlink.ccm.actuator.InterruptMatrix;
import fieldlink.ccm.actuator.OccurrenceKind;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.Refusal;
import fieldlink.ccm.actuator.SafetyRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Acceptance rows 1 to 22: moves, retargets, and who waits for whom. */
class MovingRowsTest {
    private static final double TIME = 0.2;
    private static final double PERCENT = 0.5;

    private final VirtualHouse house = new VirtualHouse(window("W")).started();

    @Test
    void row1OpeningTo30PercentTakes18Seconds() {
        house.at("W", 0).set("W", 30);
        house.run(17.9);
        assertThat(house.state("W")).isEqualTo("MOVING");
        house.run(0.3);
        assertThat(house.state("W")).isEqualTo("COOLING");
        house.run(0.2);
        assertDriven(Direction.OPEN, 18.0);
        assertThat(house.percent("W")).isEqualTo(30, within(PERCENT));
        assertThat(house.texts("W", 0, 18.0)).as("OFF three times").isEqualTo(List.of("0", "0", "0"));
    }

    @Test
    void row2ClosingAddsTheOverrunAndIsExactThen() {
        house.at("W", 30).set("W", 0);
        house.run(30);
        assertDriven(Direction.CLOSE, 22.0);
        assertThat(house.percent("W")).isZero();
        assertThat(house.actuator("W").belief().calibratedAtOrNull()).isNotNull();
    }

    @Test
    void row3OpeningFullyStaysWithinTheGuard() {
        house.at("W", 0).set("W", 100);
        house.run(70);
        assertDriven(Direction.OPEN, 66.0);
        assertThat(house.percent("W")).isEqualTo(100);
        assertThat(house.audited(OccurrenceKind.GUARD_TRIP)).isFalse();
    }

    @Test
    void row4ClosingHasItsOwnTime() {
        house.at("W", 100).set("W", 40);
        house.run(40);
        assertDriven(Direction.CLOSE, 33.0);
    }

    @Test
    void row5WithinTheDeadbandNothingMoves() {
        house.at("W", 50);
        assertThat(house.set("W", 50.5)).isInstanceOf(Admission.Noop.class);
        house.run(5);
        assertThat(house.packets).isEmpty();
    }

    @Test
    void row6BeyondTheTopIsClampedAndSaysSo() {
        house.at("W", 50);
        Admission admission = house.set("W", 130);
        assertThat(admission)
                .isInstanceOfSatisfying(
                        Admission.Accepted.class,
                        accepted -> assertThat(accepted.clamped()).isTrue());
        house.run(40);
        assertDriven(Direction.OPEN, 36.0);
    }

    @Test
    void row7BelowTheBottomIsClampedToo() {
        house.at("W", 50).set("W", -5);
        house.run(40);
        assertDriven(Direction.CLOSE, 33.0);
        assertThat(house.percent("W")).isZero();
    }

    @Test
    void row8WhatIsNoNumberIsRefusedBeforeItReachesTheActuator() {
        house.at("W", 50);
        assertThatThrownBy(() -> new Operation.SetPosition(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        for (String text : List.of("abc", "null", "NaN", "")) {
            assertThatThrownBy(() -> CommandWords.parse("set", text)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(house.packets).isEmpty();
        assertThat(house.percent("W")).isEqualTo(50);
    }

    @Test
    void row9ARetargetInTheSameDirectionKeepsTheMotorRunning() {
        house.at("W", 0).set("W", 100);
        house.run(20);
        assertThat(house.percent("W")).isEqualTo(33.3, within(PERCENT));
        house.set("W", 50);
        house.run(20);
        assertDriven(Direction.OPEN, 30.0);
        assertThat(house.drives("W")).hasSize(1);
        assertThat(house.percent("W")).isEqualTo(50, within(PERCENT));
    }

    @Test
    void row10AReversalStopsPausesAndGoesBack() {
        house.at("W", 0).set("W", 100);
        house.run(30);
        assertThat(house.set("W", 20))
                .isInstanceOfSatisfying(
                        Admission.Accepted.class,
                        accepted -> assertThat(VirtualHouse.seconds(accepted.startsIn()))
                                .isEqualTo(10, within(TIME)));
        assertThat(house.percent("W")).isEqualTo(50, within(PERCENT));
        house.run(0.25);
        assertThat(house.texts("W", 0, 30)).as("OFF three times").isEqualTo(List.of("0", "0", "0"));
        house.run(40);
        assertDriven(Direction.CLOSE, 16.5);
        assertThat(house.lastDrive("W").from()).isEqualTo(40, within(TIME));
        assertThat(house.percent("W")).isEqualTo(20, within(PERCENT));
    }

    @Test
    void row11WithTheLockOptionASecondManualMoveIsRefused() {
        VirtualHouse locked = new VirtualHouse(
                        window("W", Samples.Options.matrix(new InterruptMatrix.Options(true, false, false, false))))
                .started();
        locked.at("W", 0).set("W", 100);
        locked.run(30);
        assertRefused(locked.set("W", 20), Refusal.BUSY, 36);
    }

    @Test
    void row12AWindRuleReversesAfterTheDeadTimeOnly() {
        house.at("W", 0).set("W", 100);
        house.run(30);
        house.rule("W", SafetyRule.WIND, new Operation.SetPosition(0));
        house.run(0.25);
        assertThat(house.texts("W", 0, 30)).as("OFF three times").isEqualTo(List.of("0", "0", "0"));
        house.run(40);
        assertThat(house.lastDrive("W").from()).isEqualTo(33, within(TIME));
        assertDriven(Direction.CLOSE, 33.0);
        assertThat(house.audited(OccurrenceKind.PREEMPT)).isTrue();
    }

    @Test
    void row13AManualMoveTakesOverFromAProgram() {
        house.at("W", 0).setAutomatic("W", 100);
        house.run(12);
        house.set("W", 60);
        house.run(30);
        assertDriven(Direction.OPEN, 36.0);
        assertThat(house.percent("W")).isEqualTo(60, within(PERCENT));
    }

    @Test
    void row14ProgramsStandInLine() {
        house.at("W", 0).setAutomatic("W", 40);
        house.run(1);
        assertThat(house.setAutomatic("W", 80)).isInstanceOf(Admission.Queued.class);
        house.run(27.9);
        assertThat(house.drives("W")).hasSize(1);
        house.run(30);
        assertThat(house.lastDrive("W").from()).as("24 s and 5 s of cooling").isEqualTo(29, within(TIME));
        assertThat(house.percent("W")).isEqualTo(80, within(PERCENT));
    }

    @Test
    void row15WithTheLockOptionASecondProgramIsRefused() {
        VirtualHouse locked = new VirtualHouse(
                        window("W", Samples.Options.matrix(new InterruptMatrix.Options(false, true, false, false))))
                .started();
        locked.at("W", 0).setAutomatic("W", 40);
        assertRefused(locked.setAutomatic("W", 80), Refusal.BUSY, 24);
    }

    @Test
    void row16AProgramWaitsForAPersonAndGivesUpInTheEnd() {
        house.at("W", 0).set("W", 100);
        assertThat(house.submit(new fieldlink.ccm.actuator.ActuatorCommand(
                        "short",
                        "W",
                        new Operation.SetPosition(40),
                        fieldlink.ccm.actuator.Mandate.of(ControlLevel.AUTOMATIC, "timer", ""),
                        Samples.seconds(30),
                        false)))
                .isInstanceOf(Admission.Queued.class);
        house.run(100);
        assertThat(house.audited(OccurrenceKind.EXPIRE)).isTrue();
        assertThat(house.percent("W")).isEqualTo(100);
    }

    @Test
    void row17APersonWaitsForASafetyRuleAndRunsAfterIt() {
        house.at("W", 100).rule("W", SafetyRule.WIND, new Operation.SetPosition(0));
        assertThat(house.set("W", 30)).isInstanceOf(Admission.Queued.class);
        house.run(100);
        assertThat(house.percent("W")).isEqualTo(30, within(PERCENT));
    }

    @Test
    void row18AProgramWaitsForASafetyRule() {
        house.at("W", 100).rule("W", SafetyRule.WIND, new Operation.SetPosition(0));
        assertThat(house.setAutomatic("W", 30)).isInstanceOf(Admission.Queued.class);
    }

    @Test
    void row19WindPreemptsHeat() {
        house.at("W", 50).rule("W", SafetyRule.HEAT, new Operation.SetPosition(100));
        house.run(6);
        house.rule("W", SafetyRule.WIND, new Operation.SetPosition(0));
        house.run(60);
        assertThat(house.percent("W")).isZero();
        assertThat(house.audited(OccurrenceKind.PREEMPT)).isTrue();
    }

    @Test
    void row21TheSameRuleAgainChangesNothing() {
        house.at("W", 100).rule("W", SafetyRule.WIND, new Operation.SetPosition(0));
        house.run(10);
        assertThat(house.rule("W", SafetyRule.WIND, new Operation.SetPosition(0)))
                .isInstanceOf(Admission.Noop.class);
        house.run(60);
        assertDriven(Direction.CLOSE, 60.5);
    }

    @Test
    void row22NobodyStopsASafetyRule() {
        house.at("W", 100).rule("W", SafetyRule.WIND, new Operation.SetPosition(0));
        assertRefused(house.stop("W"), Refusal.SAFETY, 0);
    }

    private void assertDriven(Direction direction, double seconds) {
        VirtualHouse.Driven last = house.lastDrive("W");
        assertThat(last.direction()).isEqualTo(direction);
        assertThat(last.length()).isEqualTo(seconds, within(TIME));
    }

    private static void assertRefused(Admission admission, Refusal refusal, double retryAfter) {
        assertThat(admission).isInstanceOfSatisfying(Admission.Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(refusal);
            assertThat(VirtualHouse.seconds(refused.retryAfter())).isEqualTo(retryAfter, within(TIME));
        });
    }
}
