package fieldlink.ccm.actuator;

import fieldlink.ccm.ControlLevel;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** A motor turns, for a command or for a calibration. */
record Moving(Order accepted, Course course) implements ActuatorState {
    /** A stop that comes later than this has a cause that somebody should look for. */
    private static final Duration LATE = Duration.ofMillis(500);

    @Override
    public MatrixRow row() {
        return MatrixRow.under(accepted.mandate());
    }

    @Override
    public String word() {
        return accepted.mandate().isCalibration() ? "CALIBRATING" : "MOVING";
    }

    @Override
    public Moment due(Actuator actuator) {
        Moment stop = course.deadline().earlier(course.guardAt(travel(actuator)));
        return stop.earlier(course.answer().due());
    }

    @Override
    public void timePassed(Turn turn) {
        Moment guard = course.guardAt(travel(turn.actuator()));
        if (!turn.now().isBefore(course.deadline()) && !course.deadline().isAfter(guard)) {
            Rest rest = halt(turn, accepted.mandate().level());
            turn.rest(rest, accepted.mandate());
        } else if (!turn.now().isBefore(guard)) {
            trip(turn);
        } else {
            missAnswer(turn);
        }
    }

    @Override
    public void reported(Turn turn, Feedback feedback) {
        // A report during our own move says whether the node follows; it never ends the move.
        double percent = feedback.percent();
        if (course.isContradictedBy(percent, turn.now(), travel(turn.actuator()))) {
            Position expected = positionAt(turn.actuator(), turn.now());
            turn.become(new Moving(accepted, course.with(course.answer().astray())));
            turn.report(
                    OccurrenceKind.CONTENTION,
                    accepted,
                    "its node reports where our command cannot have brought it: somebody else commands it too, or its"
                            + " travel time is not what is configured",
                    Occurrence.Figures.ended(expected, Position.exactly(percent), elapsed(turn)));
            return;
        }
        Course.Answer heard = course.answer().on(percent);
        turn.become(new Moving(accepted, course.with(heard)));
        if (heard.sight() == Course.Sight.MOVES) {
            turn.diagnose(turn.actuator().health().afterAnswer());
        }
    }

    @Override
    public void departed(Turn turn, boolean taken) {
        turn.become(new Moving(accepted, taken ? course.departedAt(turn.now()) : course.undelivered()));
    }

    @Override
    public void restricted(Turn turn) {
        if (!turn.actuator().envelope().allows(course.target())) {
            turn.obeyEnvelope();
        }
    }

    @Override
    public void cleared(Turn turn, String actor) {}

    @Override
    public Rest halt(Turn turn, ControlLevel by) {
        ControlLevel own = accepted.mandate().level();
        ControlLevel stronger = by.outranks(own) ? by : own;
        boolean done = !turn.now().isBefore(course.deadline());
        if (row() == MatrixRow.CALIBRATION) {
            turn.queue(turn.actuator().queue().renewed(turn.now()));
        }
        return done ? finish(turn, stronger) : breakOff(turn, stronger);
    }

    @Override
    public Optional<Order> order() {
        return Optional.of(accepted);
    }

    @Override
    public OptionalDouble target() {
        return OptionalDouble.of(course.target());
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(course.direction());
    }

    @Override
    public Moment drivesSince() {
        return course.start().at();
    }

    @Override
    public Moment endsAt() {
        return course.deadline();
    }

    @Override
    public Position positionAt(Actuator actuator, Moment now) {
        return course.at(now, travel(actuator));
    }

    private Rest finish(Turn turn, ControlLevel level) {
        Moment now = turn.now();
        Belief belief = turn.actuator().belief();
        if (course.reachesEndpoint() && !course.isDoubtful()) {
            turn.believe(belief.calibratedAt(course.target(), now));
        } else {
            turn.believe(belief.at(course.at(now, travel(turn.actuator()))));
        }
        turn.showResting(level);
        Rest rest = stopped(turn, "done");
        Duration late = course.deadline().until(now);
        if (late.compareTo(LATE) > 0) {
            turn.report(OccurrenceKind.LATE_STOP, accepted, "", Occurrence.Figures.lasting(late));
        }
        return rest;
    }

    private Rest breakOff(Turn turn, ControlLevel level) {
        Belief belief = turn.actuator().belief();
        Position here = course.at(turn.now(), travel(turn.actuator()));
        turn.believe(belief.at(accepted.mandate().isCalibration() ? here.uncalibrated() : here));
        turn.showResting(level);
        return stopped(turn, "interrupted");
    }

    private Rest stopped(Turn turn, String how) {
        Position position = turn.actuator().position();
        turn.report(
                OccurrenceKind.STOP, accepted, how, Occurrence.Figures.ended(course.from(), position, elapsed(turn)));
        turn.persist();
        Rest rest = new Rest(course.direction(), turn.now());
        turn.believe(turn.actuator().belief().stopped(rest));
        return rest;
    }

    /** Nothing but the end switch can have stopped it by now; where else it may be, nobody knows. */
    private void trip(Turn turn) {
        Position end = Position.exactly(course.direction().endpoint()).doubted();
        turn.believe(turn.actuator().belief().at(end));
        turn.showResting(accepted.mandate().level());
        Rest rest = stopped(turn, "guard");
        turn.report(
                OccurrenceKind.GUARD_TRIP,
                accepted,
                "ran longer than its travel allows",
                Occurrence.Figures.lasting(elapsed(turn)));
        turn.diagnose(turn.actuator().health().afterGuardTrip(turn.now()));
        String fault = turn.actuator().health().faultOrNull();
        if (fault == null) {
            turn.rest(rest, accepted.mandate());
        } else {
            turn.fail(fault);
        }
    }

    private void missAnswer(Turn turn) {
        Course.Answer answer = course.answer();
        if (turn.now().isBefore(answer.due())) {
            return;
        }
        turn.become(new Moving(accepted, course.with(answer.askedAgain(turn.now()))));
        if (answer.asked() == 1) {
            String hint = "node does not move; it may take only one priority: run 'fieldlink ccm doctor' or set"
                    + " priority mode fixed 1";
            turn.conduct().showAgain(accepted, course);
            turn.report(OccurrenceKind.NO_RESPONSE, accepted, hint, Occurrence.Figures.NONE);
        } else {
            turn.diagnose(turn.actuator().health().afterSilentMove());
            turn.report(OccurrenceKind.NO_RESPONSE, accepted, "node did not answer twice", Occurrence.Figures.NONE);
        }
    }

    private Duration elapsed(Turn turn) {
        return course.start().at().until(turn.now());
    }

    private static Travel travel(Actuator actuator) {
        if (actuator.spec().kind() instanceof Kind.Motor motor) {
            return motor.travel();
        }
        throw new IllegalStateException(actuator.spec().name() + " moves but is no motor");
    }
}
