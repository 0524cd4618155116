package fieldlink.ccm.actuator;

import fieldlink.ccm.CcmTuple;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One actuator as configured.
 *
 * @param name what people call it; unique in the house
 * @param feedbackOrNull where its node reports the position in percent, if it does
 */
public record ActuatorSpec(
        String name,
        Kind kind,
        Drive drive,
        WirePolicy wire,
        Etiquette etiquette,
        @Nullable CcmTuple feedbackOrNull) {
    /** Valves first: water that runs does more harm than a window that turns a moment longer. */
    public static final Comparator<ActuatorSpec> OFF_ORDER = Comparator.comparing(spec -> !spec.isValve());

    public ActuatorSpec {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an actuator needs a name");
        }
        boolean motor = kind instanceof Kind.Motor;
        if (motor == drive instanceof Drive.Single) {
            throw new IllegalArgumentException(
                    name + ": a motor needs a drive that says its direction, and only a motor has one");
        }
    }

    public Optional<CcmTuple> feedback() {
        return Optional.ofNullable(feedbackOrNull);
    }

    /** The position that a number on the wire stands for. */
    public double percentOf(double wire) {
        double percent = drive.inverted() ? 100 - wire : wire;
        return Math.max(0, Math.min(100, percent));
    }

    public boolean isMotor() {
        return kind instanceof Kind.Motor;
    }

    public boolean isValve() {
        return kind instanceof Kind.Valve;
    }
}
