package fieldlink.ccm.actuator;

import org.jspecify.annotations.Nullable;

/** What can happen to an actuator. */
public sealed interface ActuatorEvent {
    /** @return the reply, for events that ask for one */
    @Nullable
    Admission happenTo(Turn turn);

    /** Somebody asks for something. */
    record Asked(ActuatorCommand command) implements ActuatorEvent {
        @Override
        public Admission happenTo(Turn turn) {
            return new Arbitration(turn).decide(new Order(command, turn.now()));
        }
    }

    /** The moment an actuator asked for, or a later one. */
    record TimePassed() implements ActuatorEvent {
        @Override
        public @Nullable Admission happenTo(Turn turn) {
            turn.dropExpired();
            turn.actuator().state().timePassed(turn);
            return null;
        }
    }

    /** Its node reports a position. */
    record Reported(double percent) implements ActuatorEvent {
        @Override
        public @Nullable Admission happenTo(Turn turn) {
            Feedback feedback = new Feedback(percent, turn.now());
            turn.believe(turn.actuator().belief().told(feedback));
            turn.actuator().state().reported(turn, feedback);
            return null;
        }
    }

    /**
     * Its node reports the relay of one side, or somebody else commands it.
     *
     * @param on whether current flows then
     * @param evidence who says so, in words
     */
    record SideSeen(Direction side, boolean on, String evidence) implements ActuatorEvent {
        @Override
        public @Nullable Admission happenTo(Turn turn) {
            Health before = turn.actuator().health();
            turn.diagnose(before.afterSight(side, on, turn.now()));
            boolean opposed = turn.actuator().state().direction().equals(java.util.Optional.of(side.opposite()));
            boolean news = opposed || before.faultOrNull() == null;
            if (on && news && (opposed || before.saw(side.opposite(), turn.now()))) {
                turn.protect("both directions are driven at once: " + evidence);
            }
            return null;
        }
    }

    /** The first packet of what was last shown has left. */
    record Departed() implements ActuatorEvent {
        @Override
        public @Nullable Admission happenTo(Turn turn) {
            turn.actuator().state().departed(turn, true);
            return null;
        }
    }

    /** No packet could leave: the network is away. */
    record Undelivered() implements ActuatorEvent {
        @Override
        public @Nullable Admission happenTo(Turn turn) {
            turn.believe(turn.actuator().belief().at(turn.actuator().position().doubted()));
            turn.actuator().state().departed(turn, false);
            turn.report(OccurrenceKind.UNDELIVERED, "the network takes no packet");
            return null;
        }
    }

    /** The safety rules in force changed. */
    record Restricted(Envelope envelope) implements ActuatorEvent {
        @Override
        public @Nullable Admission happenTo(Turn turn) {
            turn.restrict(envelope);
            turn.actuator().state().restricted(turn);
            return null;
        }
    }

    /** The emergency is over. */
    record Cleared(String actor) implements ActuatorEvent {
        @Override
        public @Nullable Admission happenTo(Turn turn) {
            turn.actuator().state().cleared(turn, actor);
            return null;
        }
    }

    /** Midnight: what counts per day starts again. */
    record DayBroke() implements ActuatorEvent {
        @Override
        public @Nullable Admission happenTo(Turn turn) {
            turn.believe(turn.actuator().belief().withOnToday(java.time.Duration.ZERO));
            return null;
        }
    }

    /** A deferred calibration is given up for today. */
    record CalibrationGivenUp(String reason) implements ActuatorEvent {
        @Override
        public @Nullable Admission happenTo(Turn turn) {
            if (turn.actuator().belief().calibrationDue()) {
                turn.believe(turn.actuator().belief().withCalibrationDue(false));
                turn.report(OccurrenceKind.CALIBRATION_SKIPPED, reason);
            }
            return null;
        }
    }
}
