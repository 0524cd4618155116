package fieldlink.ccm.actuator;

import java.time.Duration;

/** What is asked of an actuator. */
public sealed interface Operation {
    /** Move a motor to a position; out of range is clamped, no number at all is refused. */
    record SetPosition(double percent) implements Operation {
        public SetPosition {
            if (!Double.isFinite(percent)) {
                throw new IllegalArgumentException("position " + percent + " is not a number of percent");
            }
        }
    }

    record Open() implements Operation {}

    record Close() implements Operation {}

    /** Stop a motor, or switch a valve or switch off. {@code force} also aborts a calibration. */
    record Stop(boolean force) implements Operation {}

    /** Let a valve or switch run for a time. */
    record Run(Duration duration) implements Operation {
        public Run {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("run time " + duration + " must be positive");
            }
        }
    }

    /** Switch on until told otherwise; a valve refuses it. */
    record On() implements Operation {}

    /** Drive to the reference end point, whatever the position is believed to be. */
    record Calibrate() implements Operation {}

    /** Leave the actuator to its node. */
    record Release() implements Operation {}

    /** Somebody looked and knows where the motor is. */
    record SetKnown(double percent) implements Operation {
        public SetKnown {
            if (!(percent >= 0 && percent <= 100)) {
                throw new IllegalArgumentException("known position " + percent + " is outside 0 to 100 percent");
            }
        }
    }

    /** Somebody looked after a fault and found the actuator fit. */
    record Acknowledge() implements Operation {}
}
