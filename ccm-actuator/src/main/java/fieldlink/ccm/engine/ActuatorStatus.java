package fieldlink.ccm.engine;

import fieldlink.ccm.actuator.Actuator;
import fieldlink.ccm.actuator.Moment;
import fieldlink.ccm.actuator.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One actuator as people and programs see it.
 *
 * @param percentOrNull where it is; none for what has no position or when nobody knows
 */
public record ActuatorStatus(
        String name, String state, @Nullable Double percentOrNull, boolean uncertain, Work work, Upkeep upkeep) {
    /**
     * What it is busy with.
     *
     * @param retryAfter how long until a move that is refused now would be taken
     */
    public record Work(
            @Nullable Integer levelOrNull,
            @Nullable Double targetOrNull,
            @Nullable Instant deadlineOrNull,
            Duration retryAfter,
            int queued) {}

    /**
     * @param owner who decides: the bridge or the node
     * @param interlockOrNull the safety rule that confines it
     */
    public record Upkeep(
            String owner,
            @Nullable String interlockOrNull,
            @Nullable Instant calibratedAtOrNull,
            double error,
            Duration onToday) {}

    static ActuatorStatus of(Actuator actuator, HouseClock clock, Register register) {
        Moment now = clock.now();
        Position position = actuator.positionAt(now);
        boolean motor = actuator.spec().isMotor();
        Moment end = actuator.state().endsAt();
        Moment calibrated = actuator.belief().calibratedAtOrNull();
        OptionalDouble target = actuator.state().target();
        boolean cooling = actuator.state().word().equals("COOLING");
        Work work = new Work(
                actuator.mandate().map(mandate -> mandate.level().number()).orElse(null),
                target.isPresent() ? target.getAsDouble() : null,
                end.equals(Moment.NEVER) ? null : register.wall(end),
                cooling ? now.until(actuator.due().later(now)) : Duration.ZERO,
                actuator.queue().size());
        boolean released = actuator.state().word().equals("RELEASED");
        var rule = actuator.envelope().ruleOrNull();
        Upkeep upkeep = new Upkeep(
                released ? "node" : "bridge",
                rule == null ? null : rule.word(),
                calibrated == null ? null : register.wall(calibrated),
                motor ? position.error() : 0,
                actuator.belief().onToday());
        return new ActuatorStatus(
                actuator.spec().name(),
                actuator.state().word(),
                motor && position.known() ? position.percent() : null,
                motor && position.uncertain(),
                work,
                upkeep);
    }
}
