package fieldlink.ccm.actuator;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Valves and switches: on, and how long. */
final class SwitchConduct implements Conduct {
    private final Turn turn;
    private final Kind kind;
    private final Kind.RunLimits limits;

    SwitchConduct(Turn turn, Kind kind) {
        this.turn = turn;
        this.kind = kind;
        this.limits = kind instanceof Kind.Valve valve ? valve.limits() : switchLimits(kind);
    }

    @Override
    public Optional<Admission.Refused> objection(Order order) {
        Operation operation = order.operation();
        boolean runs = operation instanceof Operation.Run || operation instanceof Operation.On;
        boolean harmless = operation instanceof Operation.Stop
                || operation instanceof Operation.Release
                || operation instanceof Operation.Acknowledge;
        if (!runs && !harmless) {
            return Optional.of(Admission.Refused.because(
                    Refusal.BAD_VALUE, "this actuator is switched on and off; only motors have a position"));
        }
        if (operation instanceof Operation.On && kind instanceof Kind.Valve) {
            return Optional.of(Admission.Refused.because(
                    Refusal.OUT_OF_LIMITS, "a valve is not switched on without a duration; use run"));
        }
        return operation instanceof Operation.Run run ? tooLong(order, run) : tooSoon(order);
    }

    @Override
    public Moment readyAt(Order order, @Nullable Rest rest) {
        // The time off holds in every state, also after a release or a cleared emergency.
        Rest last = rest == null ? turn.actuator().belief().lastRestOrNull() : rest;
        return last == null
                ? turn.now()
                : last.readyAt(Direction.OPEN, kind.pauses(), order.mandate().isSafety());
    }

    @Override
    public Admission begin(Order order, @Nullable Rest rest) {
        if (order.operation() instanceof Operation.Stop) {
            turn.showResting(order.mandate().level());
            return new Admission.Noop("already off");
        }
        Moment readyAt = readyAt(order, rest);
        if (readyAt.isAfter(turn.now())) {
            return new Admission.Refused(Refusal.COOLING, "cooling", turn.now().until(readyAt));
        }
        Moment limit = limits.end(turn.now(), turn.actuator().belief().onToday());
        if (!limit.isAfter(turn.now())) {
            return Admission.Refused.because(Refusal.OUT_OF_LIMITS, "daily_limit");
        }
        Moment wanted = wantedEnd(order);
        run(order, turn.now(), wanted.earlier(limit), OccurrenceKind.START);
        return Admission.Accepted.now(left(), limit.isBefore(wanted) && !wanted.equals(Moment.NEVER));
    }

    @Override
    public Admission preempt(Order order) {
        if (!(turn.actuator().state() instanceof Running running) || order.operation() instanceof Operation.Stop) {
            Rest rest = turn.actuator().state().halt(turn, order.mandate().level());
            settle(rest, order.mandate());
            return order.operation() instanceof Operation.Stop
                    ? Admission.Accepted.now(Duration.ZERO, false)
                    : begin(order, rest);
        }
        Moment limit = limits.end(running.onSince(), turn.actuator().belief().onToday());
        Moment wanted = wantedEnd(order);
        boolean cut = limit.isBefore(wanted) && order.operation() instanceof Operation.Run;
        if (cut) {
            String warning = "cut to the longest run, counted from when it was switched on";
            turn.report(OccurrenceKind.ALARM, order, warning, Occurrence.Figures.NONE);
        }
        run(order, running.onSince(), wanted.earlier(limit), OccurrenceKind.RETARGET);
        return Admission.Accepted.now(left(), cut);
    }

    @Override
    public Admission takeOver(Order order) {
        Admission admission = begin(order, null);
        if (admission instanceof Admission.Noop) {
            turn.idle(order.mandate().level());
        }
        return admission;
    }

    @Override
    public boolean calibrateIfDue(@Nullable Rest rest) {
        return false;
    }

    @Override
    public void adopt(Feedback feedback, boolean idle) {
        // A valve has no position to learn.
    }

    @Override
    public void showAgain(Order order, Course course) {
        throw new IllegalStateException(turn.spec().name() + " has no course");
    }

    private Optional<Admission.Refused> tooLong(Order order, Operation.Run run) {
        Duration longest = limits.longestOrNull();
        boolean clamps = (kind instanceof Kind.Valve valve && valve.clamps())
                || order.mandate().isSafety();
        if (longest == null || clamps || run.duration().compareTo(longest) <= 0) {
            return Optional.empty();
        }
        return Optional.of(Admission.Refused.because(
                Refusal.OUT_OF_LIMITS,
                "run of " + run.duration().toSeconds() + " s is longer than the " + longest.toSeconds()
                        + " s allowed"));
    }

    /** A program may not switch off what has hardly begun; a person may. */
    private Optional<Admission.Refused> tooSoon(Order order) {
        Moment settled = turn.actuator().state().drivesSince().plus(limits.shortestOn());
        boolean programStops = order.operation() instanceof Operation.Stop
                && order.mandate().level() == fieldlink.ccm.ControlLevel.AUTOMATIC
                && turn.actuator().state() instanceof Running;
        if (!programStops || !settled.isAfter(turn.now())) {
            return Optional.empty();
        }
        return Optional.of(new Admission.Refused(
                Refusal.COOLING, "shortest time on", turn.now().until(settled)));
    }

    private Moment wantedEnd(Order order) {
        return order.operation() instanceof Operation.Run run ? turn.now().plus(run.duration()) : Moment.NEVER;
    }

    private void run(Order order, Moment onSince, Moment offAt, OccurrenceKind kindOfReport) {
        turn.become(new Running(order, onSince, offAt));
        turn.persist();
        Drive drive = turn.spec().drive();
        Signal off = drive.resting(Position.unknown());
        turn.showDriving(drive.moving(Direction.OPEN, 100), off, order.mandate().level(), offAt);
        boolean endless = offAt.equals(Moment.NEVER);
        turn.report(
                kindOfReport,
                order,
                "",
                endless
                        ? Occurrence.Figures.NONE
                        : Occurrence.Figures.planned(turn.now().until(offAt)));
    }

    private Duration left() {
        Moment end = turn.actuator().state().endsAt();
        return end.equals(Moment.NEVER) ? Duration.ZERO : turn.now().until(end);
    }

    private void settle(@Nullable Rest rest, Mandate mandate) {
        if (rest == null) {
            turn.idle(mandate.level());
        } else {
            turn.rest(rest, mandate);
        }
    }

    private static Kind.RunLimits switchLimits(Kind kind) {
        if (kind instanceof Kind.Switch relay) {
            return relay.limits();
        }
        throw new IllegalStateException("a motor is not switched");
    }
}
