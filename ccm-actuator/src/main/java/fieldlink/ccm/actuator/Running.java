package fieldlink.ccm.actuator;

import fieldlink.ccm.ControlLevel;
import java.time.Duration;
import java.util.Optional;

/** A valve or switch is on. */
record Running(Order accepted, Moment onSince, Moment offAt) implements ActuatorState {
    private static final Duration LATE = Duration.ofMillis(500);

    @Override
    public MatrixRow row() {
        return MatrixRow.under(accepted.mandate());
    }

    @Override
    public String word() {
        return "ON";
    }

    @Override
    public Moment due(Actuator actuator) {
        return offAt;
    }

    @Override
    public void timePassed(Turn turn) {
        if (!turn.now().isBefore(offAt)) {
            Duration late = offAt.until(turn.now());
            if (late.compareTo(LATE) > 0) {
                turn.report(OccurrenceKind.LATE_STOP, accepted, "", Occurrence.Figures.lasting(late));
            }
            turn.rest(halt(turn, accepted.mandate().level()), accepted.mandate());
        }
    }

    @Override
    public void reported(Turn turn, Feedback feedback) {}

    @Override
    public void departed(Turn turn, boolean taken) {}

    @Override
    public void restricted(Turn turn) {}

    @Override
    public void cleared(Turn turn, String actor) {}

    @Override
    public Rest halt(Turn turn, ControlLevel by) {
        ControlLevel own = accepted.mandate().level();
        turn.showResting(by.outranks(own) ? by : own);
        Duration ran = onSince.until(turn.now());
        Belief belief = turn.actuator().belief();
        Rest rest = new Rest(Direction.OPEN, turn.now());
        turn.believe(belief.withOnToday(belief.onToday().plus(ran)).stopped(rest));
        turn.report(OccurrenceKind.STOP, accepted, "", Occurrence.Figures.lasting(ran));
        turn.persist();
        return rest;
    }

    @Override
    public Optional<Order> order() {
        return Optional.of(accepted);
    }

    @Override
    public Moment drivesSince() {
        return onSince;
    }

    @Override
    public Moment endsAt() {
        return offAt;
    }
}
