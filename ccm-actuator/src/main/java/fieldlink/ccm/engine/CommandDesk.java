package fieldlink.ccm.engine;

import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.Actuator;
import fieldlink.ccm.actuator.ActuatorCommand;
import fieldlink.ccm.actuator.Admission;
import fieldlink.ccm.actuator.Moment;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.Position;
import fieldlink.ccm.actuator.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands between a sender and an actuator whatever the actuator does: repeats, floods, exclusions. */
final class CommandDesk {
    private static final int REMEMBERED_REPLIES = 1000;
    private static final int MOVES = 10;
    private static final Duration PER = Duration.ofSeconds(10);
    /** A window that is open less than this counts as closed. */
    private static final double OPEN = 5;

    private final Roster roster;
    private final List<Exclusion> exclusions;
    private final Map<String, Deque<Moment>> moves = new HashMap<>();
    private final Map<String, Reply> replies = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Reply> eldest) {
            return size() > REMEMBERED_REPLIES;
        }
    };

    CommandDesk(Roster roster, List<Exclusion> exclusions) {
        this.roster = roster;
        this.exclusions = exclusions;
    }

    /** The reply that this command already got. */
    Optional<Reply> repeated(ActuatorCommand command) {
        return Optional.ofNullable(replies.get(command.id()));
    }

    void remember(Reply reply) {
        replies.put(reply.commandId(), reply);
    }

    /** What speaks against asking the actuator at all. Never against switching something off. */
    Optional<Admission.Refused> objection(ActuatorCommand command, Moment now) {
        boolean urgent = command.mandate().level() == ControlLevel.EMERGENCY
                || command.mandate().level() == ControlLevel.SAFETY
                || command.operation() instanceof Operation.Stop;
        if (urgent) {
            return Optional.empty();
        }
        Optional<Admission.Refused> flood = flood(command, now);
        return flood.isPresent() ? flood : exclusion(command);
    }

    private Optional<Admission.Refused> flood(ActuatorCommand command, Moment now) {
        Deque<Moment> recent = moves.computeIfAbsent(command.actuator(), name -> new ArrayDeque<>());
        while (!recent.isEmpty() && recent.peekFirst().until(now).compareTo(PER) >= 0) {
            recent.removeFirst();
        }
        if (recent.size() < MOVES) {
            recent.addLast(now);
            return Optional.empty();
        }
        Duration wait = now.until(recent.getFirst().plus(PER));
        return Optional.of(new Admission.Refused(
                Refusal.TOO_MANY_MOVES, "more than " + MOVES + " moves in " + PER.toSeconds() + " s", wait));
    }

    private Optional<Admission.Refused> exclusion(ActuatorCommand command) {
        if (!wantsActivity(command.operation())) {
            return Optional.empty();
        }
        for (Exclusion exclusion : exclusions) {
            for (String rival : exclusion.rivalsOf(command.actuator())) {
                if (roster.find(rival).map(CommandDesk::isActive).orElse(false)) {
                    return Optional.of(new Admission.Refused(
                            Refusal.INTERLOCK,
                            "interlock_" + exclusion.name() + ": " + rival + " is active",
                            Duration.ZERO));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean wantsActivity(Operation operation) {
        return operation instanceof Operation.On
                || operation instanceof Operation.Run
                || operation instanceof Operation.Open
                || (operation instanceof Operation.SetPosition asked && asked.percent() > OPEN);
    }

    private static boolean isActive(Actuator actuator) {
        // What waits in a queue will be active, and nobody asks again then.
        boolean busy = actuator.state().order().isPresent() || actuator.queue().size() > 0;
        Position position = actuator.position();
        boolean closed = position.known() && position.percent() <= OPEN;
        return busy || (actuator.spec().isMotor() && !closed);
    }
}
