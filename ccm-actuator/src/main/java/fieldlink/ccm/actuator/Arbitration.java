package fieldlink.ccm.actuator;

import fieldlink.ccm.ControlLevel;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One command against what the actuator is doing: asks the matrix, and does what it says. */
final class Arbitration {
    private final Turn turn;

    Arbitration(Turn turn) {
        this.turn = turn;
    }

    Admission decide(Order order) {
        Optional<Admission.Refused> objection = turn.conduct().objection(order);
        Admission admission = objection.isPresent() ? objection.get() : admit(order);
        report(order, admission);
        return admission;
    }

    private Admission admit(Order order) {
        if (order.operation() instanceof Operation.SetKnown known) {
            return learn(known);
        }
        if (order.operation() instanceof Operation.Acknowledge) {
            return acknowledge(order);
        }
        ActuatorState state = turn.actuator().state();
        MatrixColumn column = MatrixColumn.of(
                order.command(), state.order().map(Order::mandate).orElse(null));
        return carryOut(turn.spec().etiquette().matrix().at(state.row(), column), order);
    }

    private Admission carryOut(Verdict verdict, Order order) {
        Conduct conduct = turn.conduct();
        return switch (verdict) {
            case RUN, ONE_TRY -> conduct.begin(order, null);
            case RUN_AFTER_DEAD_TIME -> conduct.begin(order, resting());
            case RUN_AFTER_COOLING -> afterCooling(order);
            case TAKE_OVER -> takeOver(order);
            case PREEMPT -> conduct.preempt(order);
            case PREEMPT_BY_RANK -> preemptByRank(order);
            case QUEUE -> queue(order);
            case DEFER -> defer();
            case LATCH -> latch(order);
            case REPEAT_OFF -> repeatOff(order);
            case STOP -> stop(order);
            case STOP_AND_RELEASE -> stopAndRelease(order);
            case RELEASE -> release(order);
            case NOTHING_TO_DO -> nothingToDo(order);
            case REJECT_LATCHED -> Admission.Refused.because(Refusal.LATCHED);
            case REJECT_LATCHED_WITH_ALARM -> rejectWithAlarm(order);
            case REJECT_SAFETY -> Admission.Refused.because(Refusal.SAFETY);
            case REJECT_UNLESS_FORCED -> forced(order);
            case REJECT_CALIBRATING -> new Admission.Refused(Refusal.CALIBRATING, "calibrating", remaining());
            case REJECT_BUSY -> new Admission.Refused(Refusal.BUSY, "busy", remaining());
            case REJECT_FAULT -> rejectFault();
        };
    }

    /** A release does not mend what is broken. */
    private Admission takeOver(Order order) {
        boolean faulty = turn.actuator().health().faultOrNull() != null;
        return faulty && !order.mandate().isSafety()
                ? rejectFault()
                : turn.conduct().takeOver(order);
    }

    /** Nothing runs; but whoever says stop does not want what waits to begin either. */
    private Admission nothingToDo(Order order) {
        boolean cancels = order.operation() instanceof Operation.Stop
                && !turn.actuator().queue().isEmpty();
        if (cancels) {
            turn.queue(CommandQueue.EMPTY);
            return Admission.Accepted.now(Duration.ZERO, false);
        }
        return new Admission.Noop("nothing to do");
    }

    private Admission afterCooling(Order order) {
        Moment readyAt = turn.conduct().readyAt(order, resting());
        if (readyAt.isAfter(turn.now())) {
            return new Admission.Refused(Refusal.COOLING, "cooling", turn.now().until(readyAt));
        }
        return turn.conduct().begin(order, resting());
    }

    private Admission preemptByRank(Order order) {
        Mandate running = turn.actuator().mandate().orElse(order.mandate());
        if (order.mandate().rank() < running.rank()) {
            turn.report(
                    OccurrenceKind.SUPPRESS, order, "the " + running.actor() + " outranks it", Occurrence.Figures.NONE);
            return new Admission.Noop("suppressed");
        }
        boolean same = order.mandate().rank() == running.rank()
                && turn.actuator().state().order().map(Order::operation).equals(Optional.of(order.operation()));
        return same ? new Admission.Noop("already running") : turn.conduct().preempt(order);
    }

    private Admission queue(Order order) {
        CommandQueue queue = turn.actuator().queue();
        if (order.operation() instanceof Operation.Stop) {
            return new Admission.Refused(Refusal.BUSY, "runs for a stronger level", Duration.ZERO);
        }
        if (!queue.hasRoomFor(order)) {
            return Admission.Refused.because(Refusal.QUEUE_FULL);
        }
        turn.queue(queue.with(order));
        return new Admission.Queued(
                remaining().plus(turn.spec().kind().pauses().sameDirection()),
                "waits for " + turn.actuator().state().word());
    }

    private Admission defer() {
        turn.believe(turn.actuator().belief().withCalibrationDue(true));
        return new Admission.Queued(Duration.ZERO, "deferred");
    }

    private Admission latch(Order order) {
        boolean calibrating = turn.actuator().state().row() == MatrixRow.CALIBRATION;
        turn.actuator().state().halt(turn, ControlLevel.EMERGENCY);
        turn.queue(CommandQueue.EMPTY);
        if (calibrating) {
            turn.believe(turn.actuator().belief().withCalibrationDue(true));
        }
        turn.become(new ActuatorState.Latched());
        turn.persist();
        turn.report(OccurrenceKind.EMERGENCY, order, order.mandate().reason(), Occurrence.Figures.NONE);
        return Admission.Accepted.now(Duration.ZERO, false);
    }

    private Admission repeatOff(Order order) {
        turn.actuator().state().halt(turn, order.mandate().level());
        return new Admission.Noop("already off");
    }

    private Admission stop(Order order) {
        turn.queue(CommandQueue.EMPTY);
        ActuatorState state = turn.actuator().state();
        Rest rest = state.halt(turn, order.mandate().level());
        if (rest == null) {
            turn.idle(order.mandate().level());
        } else {
            turn.rest(rest, order.mandate());
        }
        return Admission.Accepted.now(Duration.ZERO, false);
    }

    private Admission stopAndRelease(Order order) {
        stop(order);
        turn.release("by " + order.mandate().actor());
        return Admission.Accepted.now(Duration.ZERO, false);
    }

    private Admission release(Order order) {
        turn.release("by " + order.mandate().actor());
        return Admission.Accepted.now(Duration.ZERO, false);
    }

    private Admission rejectWithAlarm(Order order) {
        turn.report(
                OccurrenceKind.ALARM,
                order,
                "a safety rule cannot act while the emergency stop is latched",
                Occurrence.Figures.NONE);
        return Admission.Refused.because(Refusal.LATCHED);
    }

    private Admission forced(Order order) {
        boolean force = order.operation() instanceof Operation.Stop asked && asked.force();
        return force ? stop(order) : new Admission.Refused(Refusal.CALIBRATING, "calibrating", remaining());
    }

    private static Admission rejectFault() {
        return Admission.Refused.because(Refusal.FAULT, "fault, acknowledge it first");
    }

    private Admission learn(Operation.SetKnown known) {
        if (turn.actuator().state().order().isPresent()) {
            return new Admission.Refused(Refusal.BUSY, "busy", remaining());
        }
        turn.believe(turn.actuator().belief().at(Position.exactly(known.percent())));
        turn.persist();
        return Admission.Accepted.now(Duration.ZERO, false);
    }

    private Admission acknowledge(Order order) {
        if (turn.actuator().health().faultOrNull() == null) {
            return new Admission.Noop("no fault");
        }
        turn.diagnose(Health.GOOD);
        if (turn.actuator().state() instanceof ActuatorState.Faulty) {
            turn.idle(order.mandate().level());
        }
        return Admission.Accepted.now(Duration.ZERO, false);
    }

    private @Nullable Rest resting() {
        return turn.actuator().state() instanceof Cooling cooling ? cooling.rest() : null;
    }

    private Duration remaining() {
        Moment end = turn.actuator().state().endsAt();
        return end.equals(Moment.NEVER) || end.isBefore(turn.now())
                ? Duration.ZERO
                : turn.now().until(end);
    }

    private void report(Order order, Admission admission) {
        if (admission instanceof Admission.Accepted) {
            turn.report(OccurrenceKind.ACCEPT, order, "", Occurrence.Figures.NONE);
        } else if (admission instanceof Admission.Queued queued) {
            turn.report(OccurrenceKind.QUEUE, order, queued.reason(), Occurrence.Figures.NONE);
        } else if (admission instanceof Admission.Refused refused) {
            turn.report(OccurrenceKind.REJECT, order, refused.reason(), Occurrence.Figures.NONE);
        }
    }
}
