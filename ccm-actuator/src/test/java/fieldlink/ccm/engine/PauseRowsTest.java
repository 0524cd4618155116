package fieldlink.ccm.engine;

import static fieldlink.ccm.engine.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.Admission;
import fieldlink.ccm.actuator.Direction;
import fieldlink.ccm.actuator.OccurrenceKind;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.Refusal;
import fieldlink.ccm.actuator.SafetyRule;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Acceptance rows 31 to 43 and 102: pauses, guard, start delay. The window stops opening at 10 % after 6 s. */
class PauseRowsTest {
    private final VirtualHouse house = new VirtualHouse(window("W")).started();

    @Test
    void row31TooEarlyTheSameWay() {
        cooled(3);
        assertRefused(house.set("W", 40), 2);
    }

    @Test
    void row32LateEnoughTheSameWay() {
        cooled(6);
        assertThat(house.set("W", 40)).isInstanceOf(Admission.Accepted.class);
        assertThat(house.state("W")).isEqualTo("MOVING");
    }

    @Test
    void row33TooEarlyTheOtherWay() {
        cooled(6);
        assertRefused(house.set("W", 0), 4);
    }

    @Test
    void row34LateEnoughTheOtherWay() {
        cooled(11);
        assertThat(house.set("W", 0)).isInstanceOf(Admission.Accepted.class);
    }

    @Test
    void row35ASafetyRuleGoesOnTheSameWayAtOnce() {
        cooled(1);
        house.rule("W", SafetyRule.HEAT, new Operation.SetPosition(100));
        assertThat(house.state("W")).isEqualTo("MOVING");
    }

    @Test
    void row36ASafetyRuleTheOtherWayWaitsForTheDeadTime() {
        cooled(1);
        house.rule("W", SafetyRule.WIND, new Operation.SetPosition(0));
        assertThat(house.state("W")).isEqualTo("PENDING");
        house.run(5);
        assertThat(house.lastDrive("W").direction()).isEqualTo(Direction.CLOSE);
        assertThat(house.lastDrive("W").from()).isEqualTo(6 + 3, within(0.2));
    }

    @Test
    void row37AProgramIsToldWhenToAskAgain() {
        cooled(3);
        assertRefused(house.setAutomatic("W", 40), 2);
    }

    @Test
    void row38APendingReversalCanBeCancelled() {
        house.at("W", 0).set("W", 100);
        house.run(30);
        house.set("W", 20);
        assertThat(house.stop("W")).isInstanceOf(Admission.Accepted.class);
        house.run(60);
        assertThat(house.drives("W")).hasSize(1);
        assertThat(house.state("W")).isEqualTo("IDLE");
    }

    @Test
    void row40TheGuardEndsWhatNeverSeemsToArrive() {
        for (int i = 0; i < 4; i++) {
            house.command("W", new Operation.Open(), ControlLevel.MANUAL);
            house.run(i < 3 ? 20 : 15);
        }
        assertThat(house.lastDrive("W").length()).isEqualTo(72, within(0.2));
        assertThat(house.audited(OccurrenceKind.GUARD_TRIP)).isTrue();
        assertThat(house.percent("W")).isEqualTo(100);
        assertThat(house.actuator("W").position().uncertain()).isTrue();
        int drives = house.drives("W").size();
        house.run(200);
        assertThat(house.drives("W")).as("no further ON by itself").hasSize(drives);
    }

    @Test
    void row41ThreeGuardTripsInAnHourAreAFault() {
        tripThreeTimes(house);
        assertFault(house.set("W", 30));
        house.command("W", new Operation.Acknowledge(), ControlLevel.MANUAL);
        assertThat(house.state("W")).isEqualTo("IDLE");
    }

    /** Whoever clears an emergency, or lets the node have it, has not looked at the motor. */
    @Test
    void row41OnlyAnAcknowledgementEndsTheFault() {
        tripThreeTimes(house);
        house.emergency();
        house.clear();
        assertThat(house.state("W")).isEqualTo("FAULT");
        assertFault(house.set("W", 0));
        house.command("W", new Operation.Release(), ControlLevel.MANUAL);
        assertFault(house.set("W", 0));
        assertThat(house.rule("W", SafetyRule.WIND, new Operation.SetPosition(0)))
                .as("a safety rule has one try")
                .isInstanceOf(Admission.Accepted.class);
        house.run(100);
        assertThat(house.state("W")).isEqualTo("FAULT");
        house.command("W", new Operation.Acknowledge(), ControlLevel.MANUAL);
        assertThat(house.set("W", 100)).isInstanceOf(Admission.Accepted.class);
    }

    /** Ends with a trip while opening, some time ago. */
    static void tripThreeTimes(VirtualHouse house) {
        for (int trip = 0; trip < 3; trip++) {
            boolean opening = trip % 2 == 0;
            for (int i = 0; i < 4; i++) {
                house.command("W", opening ? new Operation.Open() : new Operation.Close(), ControlLevel.MANUAL);
                house.run(i < 3 ? 20 : 25);
            }
        }
        assertThat(house.state("W")).isEqualTo("FAULT");
    }

    private static void assertFault(Admission admission) {
        assertThat(admission).isInstanceOfSatisfying(Admission.Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.FAULT);
            assertThat(refused.refusal().status()).isEqualTo(423);
        });
    }

    /** The table calls it nothing to do; but whoever says stop does not want what waits to begin. */
    @Test
    void aStopWhileCoolingCancelsWhatWaits() {
        house.at("W", 0).setAutomatic("W", 10);
        house.run(1);
        assertThat(house.setAutomatic("W", 80)).isInstanceOf(Admission.Queued.class);
        house.run(6);
        assertThat(house.state("W")).isEqualTo("COOLING");
        house.stop("W");
        house.run(60);
        assertThat(house.drives("W")).hasSize(1);
    }

    @Test
    void row42TheStartDelayIsAdded() {
        VirtualHouse slow = new VirtualHouse(window("W", Samples.Options.startDelay(0.5))).started();
        slow.at("W", 0).set("W", 10);
        slow.run(10);
        assertThat(slow.lastDrive("W").length()).isEqualTo(6.5, within(0.2));
    }

    @Test
    void row43StoppedWithinTheStartDelayItHasNotMoved() {
        VirtualHouse slow = new VirtualHouse(window("W", Samples.Options.startDelay(0.5))).started();
        slow.at("W", 0).set("W", 10);
        slow.run(0.3);
        slow.stop("W");
        assertThat(slow.percent("W")).isZero();
    }

    @Test
    void row102CoolingAfterAProgramsMoveHoldsForPersonsToo() {
        house.at("W", 0).setAutomatic("W", 10);
        house.run(6 + 3);
        assertRefused(house.set("W", 40), 2);
    }

    /** Stopped opening at 10 %, this long ago. */
    private void cooled(double seconds) {
        house.at("W", 0).set("W", 10);
        house.run(6 + seconds);
    }

    private static void assertRefused(Admission admission, double retryAfter) {
        assertThat(admission).isInstanceOfSatisfying(Admission.Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.COOLING);
            assertThat(VirtualHouse.seconds(refused.retryAfter())).isEqualTo(retryAfter, within(0.2));
        });
    }

    /** It stopped a second ago, opening; its estimate is worn out, so that the first report makes it calibrate. */
    @Test
    void theDeadTimeOutlivesARestartWhateverMakesTheMotorMove() {
        VirtualHouse again = new VirtualHouse(window("W", Samples.Options.reporting()));
        SavedActuator stopped = new SavedActuator(
                40.0,
                12,
                "COOLING",
                new SavedActuator.Intent("open", null, null, null),
                null,
                new SavedActuator.Upkeep(null, true, false, "bridge", Duration.ZERO, again.wall.minusSeconds(1), ""));
        again.saved = new SavedHouse(true, "boot", again.wall.minusSeconds(1), Map.of("W", stopped));
        again.started().run(0.5);
        again.report("W", 40);
        again.run(10);
        assertThat(again.lastDrive("W").direction()).isEqualTo(Direction.CLOSE);
        assertThat(again.lastDrive("W").from()).isEqualTo(2, within(0.01));
    }
}
