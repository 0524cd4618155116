package fieldlink.ccm.actuator;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request to one actuator.
 *
 * @param id the sender's own; the same id again gets the same reply and no second action
 * @param ttlOrNull how long it may wait in the queue; the level's own when absent
 * @param override whether a person takes it upon himself to overrule an interlock; on the record, never against wind
 */
public record ActuatorCommand(
        String id,
        String actuator,
        Operation operation,
        Mandate mandate,
        @Nullable Duration ttlOrNull,
        boolean override) {
    public ActuatorCommand(String id, String actuator, Operation operation, Mandate mandate) {
        this(id, actuator, operation, mandate, null, false);
    }

    public Optional<Duration> ttl() {
        return Optional.ofNullable(ttlOrNull);
    }
}
