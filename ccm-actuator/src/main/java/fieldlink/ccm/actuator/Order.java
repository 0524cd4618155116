package fieldlink.ccm.actuator;

import java.time.Duration;

/** A command that was taken up, and when. */
public record Order(ActuatorCommand command, Moment acceptedAt) {
    private static final Duration MANUAL_PATIENCE = Duration.ofMinutes(2);
    private static final Duration AUTOMATIC_PATIENCE = Duration.ofMinutes(15);

    public Mandate mandate() {
        return command.mandate();
    }

    Operation operation() {
        return command.operation();
    }

    /** When it is no longer worth doing. */
    Moment expiresAt() {
        Duration patience =
                mandate().level() == fieldlink.ccm.ControlLevel.AUTOMATIC ? AUTOMATIC_PATIENCE : MANUAL_PATIENCE;
        return acceptedAt.plus(command.ttl().orElse(patience));
    }

    Order renewed(Moment now) {
        return new Order(command, now);
    }
}
