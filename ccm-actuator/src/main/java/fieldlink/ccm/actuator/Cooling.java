package fieldlink.ccm.actuator;

import fieldlink.ccm.ControlLevel;

/**
 * Stopped, and not yet allowed to run again either way.
 *
 * @param sameDirectionTried whether the queue was looked at when the shorter pause was over
 */
record Cooling(Rest rest, ControlLevel lastLevel, boolean sameDirectionTried) implements ActuatorState {
    @Override
    public MatrixRow row() {
        return MatrixRow.COOLING;
    }

    @Override
    public String word() {
        return "COOLING";
    }

    @Override
    public Moment due(Actuator actuator) {
        Moment over = rest.overAt(actuator.spec().kind().pauses());
        return actuator.queue().isEmpty() || sameDirectionTried
                ? over
                : over.earlier(
                        rest.stoppedAt().plus(actuator.spec().kind().pauses().sameDirection()));
    }

    @Override
    public void timePassed(Turn turn) {
        if (turn.startQueued(rest)) {
            return;
        }
        Pauses pauses = turn.spec().kind().pauses();
        if (!turn.now().isBefore(rest.overAt(pauses))) {
            afterwards(turn);
        } else if (!turn.now().isBefore(rest.stoppedAt().plus(pauses.sameDirection()))) {
            turn.become(new Cooling(rest, lastLevel, true));
        }
    }

    private void afterwards(Turn turn) {
        String fault = turn.actuator().health().faultOrNull();
        if (fault == null) {
            turn.idle(lastLevel);
            turn.actuator().state().timePassed(turn);
        } else {
            turn.fail(fault);
        }
    }

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
    public Rest halt(Turn turn, ControlLevel by) {
        if (by == ControlLevel.EMERGENCY) {
            turn.showResting(by);
        }
        return rest;
    }
}
