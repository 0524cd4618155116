package fieldlink.ccm.actuator;

import fieldlink.ccm.ControlLevel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the house for one actuator.
 *
 * @param holds how long each level keeps an actuator at rest before its node gets it back
 */
public record Etiquette(InterruptMatrix matrix, Holds holds) {
    /** Absent means for good. */
    public record Holds(
            @Nullable Duration safetyOrNull,
            @Nullable Duration manualOrNull,
            @Nullable Duration automaticOrNull) {
        public static final Holds STANDARD = new Holds(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ZERO);
        public static final Holds FOR_GOOD = new Holds(null, null, null);

        Moment until(Moment now, ControlLevel level) {
            Duration hold = switch (level) {
                case EMERGENCY, SAFETY -> safetyOrNull;
                case MANUAL -> manualOrNull;
                case AUTOMATIC, AUTONOMOUS -> automaticOrNull;
            };
            return hold == null ? Moment.NEVER : now.plus(hold);
        }
    }

    public static Etiquette standard() {
        return new Etiquette(InterruptMatrix.standard(), Holds.STANDARD);
    }
}
