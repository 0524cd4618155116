package fieldlink.ccm.sim;

import java.time.Duration;

/**
 * A window's or curtain's motor as it really is, which nobody has told the bridge.
 *
 * @param open time from end to end, opening
 * @param close the same, closing
 * @param startDelay from relay to first movement
 * @param coast how long it runs on after the relay has opened
 * @param backlashPercent travel that is lost in the gears at every reversal
 * @param spread standard deviation of the speed from run to run, as a fraction
 */
public record MotorSpec(
        Duration open, Duration close, Duration startDelay, Duration coast, double backlashPercent, double spread) {
    /** Never reversed by a careful bridge in less. */
    static final Duration REVERSAL_PAUSE = Duration.ofSeconds(3);
    /** Never run longer than this times its travel time in one go. */
    static final double GUARD = 1.2;

    public MotorSpec {
        if (open.isNegative() || open.isZero() || close.isNegative() || close.isZero()) {
            throw new IllegalArgumentException("travel times " + open + " and " + close + "; expected more than 0");
        }
        if (startDelay.isNegative() || coast.isNegative() || backlashPercent < 0 || spread < 0) {
            throw new IllegalArgumentException("start delay, coast, backlash and spread cannot be negative");
        }
    }

    /** Moves exactly as the text book says. */
    public static MotorSpec exact(Duration open, Duration close) {
        return new MotorSpec(open, close, Duration.ZERO, Duration.ZERO, 0, 0);
    }

    /** As exact, with the flaws of a motor that has seen ten winters. */
    public static MotorSpec worn(Duration open, Duration close) {
        return new MotorSpec(open, close, Duration.ofMillis(300), Duration.ofMillis(200), 0.5, 0.01);
    }
}
