package fieldlink.ccm.actuator;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one event.
 *
 * @param admissionOrNull the reply, when the event was a command
 */
public record Step(
        Actuator next,
        List<ActuatorEffect> effects,
        @Nullable Admission admissionOrNull) {
    public Step {
        effects = List.copyOf(effects);
    }

    public Optional<Admission> admission() {
        return Optional.ofNullable(admissionOrNull);
    }
}
