package fieldlink.ccm.actuator;

import fieldlink.ccm.ControlLevel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Accepted, and waiting for the pause before it may start.
 *
 * @param restOrNull the rest whose pause it waits for
 */
record Pending(Order accepted, @Nullable Rest restOrNull, Moment startAt) implements ActuatorState {
    @Override
    public MatrixRow row() {
        return MatrixRow.under(accepted.mandate());
    }

    @Override
    public String word() {
        return "PENDING";
    }

    @Override
    public Moment due(Actuator actuator) {
        return startAt;
    }

    @Override
    public void timePassed(Turn turn) {
        if (turn.now().isBefore(startAt)) {
            return;
        }
        Admission admission = turn.conduct().begin(accepted, restOrNull);
        if (admission instanceof Admission.Refused refused) {
            turn.report(OccurrenceKind.REJECT, accepted, refused.reason(), Occurrence.Figures.NONE);
        }
        boolean stillWaiting = turn.actuator().state() == this;
        if (stillWaiting) {
            settle(turn);
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
    public @Nullable Rest halt(Turn turn, ControlLevel by) {
        if (by == ControlLevel.EMERGENCY) {
            turn.showResting(by);
        }
        return restOrNull;
    }

    @Override
    public Optional<Order> order() {
        return Optional.of(accepted);
    }

    @Override
    public Moment endsAt() {
        return startAt;
    }

    private void settle(Turn turn) {
        if (restOrNull == null) {
            turn.idle(accepted.mandate().level());
        } else {
            turn.rest(restOrNull, accepted.mandate());
        }
    }
}
