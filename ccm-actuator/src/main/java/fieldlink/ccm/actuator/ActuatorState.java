package fieldlink.ccm.actuator;

import fieldlink.ccm.ControlLevel;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What an actuator is doing. Each state answers every event itself, so that a new state or a new event does not compile
 * until all pairs are answered.
 */
public sealed interface ActuatorState
        permits ActuatorState.Idle,
                Pending,
                Moving,
                Running,
                Cooling,
                ActuatorState.Latched,
                ActuatorState.Released,
                ActuatorState.Faulty {
    MatrixRow row();

    /** As people read it and the state file keeps it. */
    String word();

    /** When it wants to hear that time has passed. */
    Moment due(Actuator actuator);

    void timePassed(Turn turn);

    void reported(Turn turn, Feedback feedback);

    /**
     * The first packet of what was last shown was handed to the network.
     *
     * @param taken whether the network took it
     */
    void departed(Turn turn, boolean taken);

    void restricted(Turn turn);

    void cleared(Turn turn, String actor);

    /**
     * Switches off what runs.
     *
     * @param by who wants it off: the OFF is as strong as the stronger of the two
     * @return the rest that has begun or goes on; none when nothing ran lately
     */
    @Nullable
    Rest halt(Turn turn, ControlLevel by);

    /** What it is busy with. */
    default Optional<Order> order() {
        return Optional.empty();
    }

    /** Where it is going. */
    default OptionalDouble target() {
        return OptionalDouble.empty();
    }

    default Optional<Direction> direction() {
        return Optional.empty();
    }

    /** Since when its output drives; {@link Moment#NEVER} when it does not. */
    default Moment drivesSince() {
        return Moment.NEVER;
    }

    /** When its output stops by plan, or its pause ends; {@link Moment#NEVER} when nothing is planned. */
    default Moment endsAt() {
        return Moment.NEVER;
    }

    default Position positionAt(Actuator actuator, Moment now) {
        return actuator.position();
    }

    /**
     * At rest in our hands.
     *
     * @param holdUntil when its node gets it back if nobody asks for anything
     */
    record Idle(Moment holdUntil) implements ActuatorState {
        @Override
        public MatrixRow row() {
            return MatrixRow.IDLE;
        }

        @Override
        public String word() {
            return "IDLE";
        }

        @Override
        public Moment due(Actuator actuator) {
            return holdUntil;
        }

        @Override
        public void timePassed(Turn turn) {
            if (turn.obeyEnvelope() || turn.startQueued(null) || turn.conduct().calibrateIfDue(null)) {
                return;
            }
            if (!turn.now().isBefore(holdUntil)) {
                if (turn.actuator().envelope().isFree()) {
                    turn.release("hold is over");
                } else {
                    turn.idle(ControlLevel.SAFETY);
                }
            }
        }

        @Override
        public void reported(Turn turn, Feedback feedback) {
            turn.conduct().adopt(feedback, true);
            restricted(turn);
        }

        @Override
        public void departed(Turn turn, boolean taken) {}

        @Override
        public void restricted(Turn turn) {
            if (!turn.obeyEnvelope()) {
                turn.conduct().calibrateIfDue(null);
            }
        }

        @Override
        public void cleared(Turn turn, String actor) {}

        @Override
        public @Nullable Rest halt(Turn turn, ControlLevel by) {
            turn.showResting(by);
            return null;
        }
    }

    /** Off after an emergency stop, until somebody clears it. */
    record Latched() implements ActuatorState {
        @Override
        public MatrixRow row() {
            return MatrixRow.LATCHED;
        }

        @Override
        public String word() {
            return "BLOCKED";
        }

        @Override
        public Moment due(Actuator actuator) {
            return Moment.NEVER;
        }

        @Override
        public void timePassed(Turn turn) {}

        @Override
        public void reported(Turn turn, Feedback feedback) {
            turn.conduct().adopt(feedback, false);
        }

        @Override
        public void departed(Turn turn, boolean taken) {}

        @Override
        public void restricted(Turn turn) {
            turn.obeyEnvelope();
        }

        @Override
        public void cleared(Turn turn, String actor) {
            turn.report(OccurrenceKind.CLEAR, "by " + actor);
            String fault = turn.actuator().health().faultOrNull();
            if (fault != null) {
                // Whoever clears the emergency has not looked at the motor.
                turn.fail(fault);
                return;
            }
            turn.idle(ControlLevel.SAFETY);
            turn.actuator().state().timePassed(turn);
        }

        @Override
        public @Nullable Rest halt(Turn turn, ControlLevel by) {
            turn.showResting(ControlLevel.EMERGENCY);
            return null;
        }
    }

    /** Its node decides; we say nothing and know nothing but what it reports. */
    record Released() implements ActuatorState {
        @Override
        public MatrixRow row() {
            return MatrixRow.RELEASED;
        }

        @Override
        public String word() {
            return "RELEASED";
        }

        @Override
        public Moment due(Actuator actuator) {
            return Moment.NEVER;
        }

        @Override
        public void timePassed(Turn turn) {
            if (turn.actuator().belief().calibrationDue()) {
                turn.conduct().calibrateIfDue(null);
            }
        }

        @Override
        public void reported(Turn turn, Feedback feedback) {
            turn.obeyEnvelope();
        }

        @Override
        public void departed(Turn turn, boolean taken) {}

        @Override
        public void restricted(Turn turn) {
            turn.obeyEnvelope();
        }

        @Override
        public void cleared(Turn turn, String actor) {}

        @Override
        public @Nullable Rest halt(Turn turn, ControlLevel by) {
            turn.showResting(by);
            if (by != ControlLevel.EMERGENCY) {
                turn.hush();
            }
            return null;
        }
    }

    /** Out of service until somebody has looked; why stands in the actuator's health. */
    record Faulty() implements ActuatorState {
        @Override
        public MatrixRow row() {
            return MatrixRow.FAULT;
        }

        @Override
        public String word() {
            return "FAULT";
        }

        @Override
        public Moment due(Actuator actuator) {
            return Moment.NEVER;
        }

        @Override
        public void timePassed(Turn turn) {}

        @Override
        public void reported(Turn turn, Feedback feedback) {
            turn.conduct().adopt(feedback, false);
        }

        @Override
        public void departed(Turn turn, boolean taken) {}

        @Override
        public void restricted(Turn turn) {
            turn.obeyEnvelope();
        }

        @Override
        public void cleared(Turn turn, String actor) {}

        @Override
        public @Nullable Rest halt(Turn turn, ControlLevel by) {
            turn.showResting(by);
            return null;
        }
    }
}
