package fieldlink.ccm.actuator;

import fieldlink.ccm.CcmNumber;
import java.time.Duration;

/** What is asked of an actuator. */
public sealed interface Operation {
    /** As it stands in the audit log: {@code set 30.0}, {@code stop}. */
    String text();

    /** Move a motor to a position; out of range is clamped, no number at all is refused. */
    record SetPosition(double percent) implements Operation {
        public SetPosition {
            if (!Double.isFinite(percent)) {
                throw new IllegalArgumentException("position " + percent + " is not a number of percent");
            }
        }

        @Override
        public String text() {
            return "set " + CcmNumber.format(percent, 1);
        }
    }

    record Open() implements Operation {
        @Override
        public String text() {
            return "open";
        }
    }

    record Close() implements Operation {
        @Override
        public String text() {
            return "close";
        }
    }

    /** Stop a motor, or switch a valve or switch off. {@code force} also aborts a calibration. */
    record Stop(boolean force) implements Operation {
        @Override
        public String text() {
            return force ? "stop force" : "stop";
        }
    }

    /** Let a valve or switch run for a time. */
    record Run(Duration duration) implements Operation {
        public Run {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("run time " + duration + " must be positive");
            }
        }

        @Override
        public String text() {
            return "run " + CcmNumber.format(duration.toMillis() / 1000.0, 1);
        }
    }

    /** Switch on until told otherwise; a valve refuses it. */
    record On() implements Operation {
        @Override
        public String text() {
            return "on";
        }
    }

    /** Drive to the reference end point, whatever the position is believed to be. */
    record Calibrate() implements Operation {
        @Override
        public String text() {
            return "calibrate";
        }
    }

    /** Leave the actuator to its node. */
    record Release() implements Operation {
        @Override
        public String text() {
            return "release";
        }
    }

    /** Somebody looked and knows where the motor is. */
    record SetKnown(double percent) implements Operation {
        public SetKnown {
            if (!(percent >= 0 && percent <= 100)) {
                throw new IllegalArgumentException("known position " + percent + " is outside 0 to 100 percent");
            }
        }

        @Override
        public String text() {
            return "known " + CcmNumber.format(percent, 1);
        }
    }

    /** Somebody looked after a fault and found the actuator fit. */
    record Acknowledge() implements Operation {
        @Override
        public String text() {
            return "acknowledge";
        }
    }
}
