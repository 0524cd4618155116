package fieldlink.ccm.actuator;

import fieldlink.ccm.ControlLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One decision in the making: the actuator as it will be, and the effects so far. Lives within one call of
 * {@link Actuator#on}; only this package makes and changes one.
 */
public final class Turn {
    private final Moment now;
    private final List<ActuatorEffect> effects = new ArrayList<>();
    private Actuator actuator;
    /** What the node is told, until an occurrence has said so. */
    private Occurrence.@Nullable Wire unreported;

    Turn(Actuator actuator, Moment now) {
        this.actuator = actuator;
        this.now = now;
    }

    Moment now() {
        return now;
    }

    Actuator actuator() {
        return actuator;
    }

    ActuatorSpec spec() {
        return actuator.spec();
    }

    Step end(@Nullable Admission admission) {
        return new Step(actuator, effects, admission);
    }

    Conduct conduct() {
        return Conduct.of(this);
    }

    void become(ActuatorState state) {
        actuator = actuator.in(state);
    }

    void believe(Belief belief) {
        actuator = actuator.believing(belief);
    }

    void queue(CommandQueue queue) {
        actuator = actuator.queueing(queue);
    }

    void restrict(Envelope envelope) {
        actuator = actuator.within(envelope);
    }

    void diagnose(Health health) {
        actuator = actuator.with(health);
    }

    void persist() {
        effects.add(new ActuatorEffect.Persist());
    }

    void showDriving(Signal signal, Signal resting, ControlLevel level, Moment notAfter) {
        show(new ActuatorEffect.Show(signal, resting, spec().wire().priority(level), notAfter));
    }

    /** OFF: with the position that is believed now, for drives that say stop that way. */
    void showResting(ControlLevel level) {
        Signal resting = spec().drive().resting(restingPosition());
        show(new ActuatorEffect.Show(resting, resting, spec().wire().priority(level), Moment.NEVER));
    }

    private void show(ActuatorEffect.Show show) {
        effects.add(show);
        int copies = spec().wire().cadence().burst().count();
        unreported = new Occurrence.Wire(show.signal().values(), show.priority(), copies);
    }

    void hush() {
        effects.add(new ActuatorEffect.Hush());
    }

    void report(OccurrenceKind kind, String reason) {
        report(kind, null, reason, Occurrence.Figures.NONE);
    }

    void report(OccurrenceKind kind, @Nullable Order order, String reason, Occurrence.Figures figures) {
        ActuatorCommand command = order == null ? null : order.command();
        effects.add(
                new ActuatorEffect.Report(new Occurrence(kind, spec().name(), command, reason, figures, unreported)));
        unreported = null;
    }

    /** The output has stopped: cool down, or be idle at once when nothing needs to cool. */
    void rest(Rest rest, Mandate last) {
        if (rest.overAt(spec().kind().pauses()).isAfter(now)) {
            become(new Cooling(rest, last.level(), false));
            report(OccurrenceKind.COOL, null, "", Occurrence.Figures.NONE);
        } else {
            idle(last.level());
            actuator.state().timePassed(this);
        }
    }

    void idle(ControlLevel last) {
        become(new ActuatorState.Idle(spec().etiquette().holds().until(now, last)));
        persist();
    }

    void release(String reason) {
        hush();
        believe(actuator.belief().at(actuator.position().doubted()));
        become(new ActuatorState.Released());
        report(OccurrenceKind.RELEASE, reason);
        persist();
    }

    /** Off at once, whoever wants what; nothing runs again before somebody has looked. */
    void protect(String reason) {
        boolean latched = actuator.state() instanceof ActuatorState.Latched;
        actuator.state().halt(this, ControlLevel.EMERGENCY);
        believe(actuator.belief().at(actuator.position().doubted()));
        fail(reason);
        if (latched) {
            // The emergency goes on; the fault is there when it is cleared.
            become(new ActuatorState.Latched());
        }
    }

    void fail(String reason) {
        diagnose(actuator.health().failing(reason));
        become(new ActuatorState.Faulty());
        report(OccurrenceKind.FAULT, reason);
        persist();
    }

    void dropExpired() {
        if (actuator.state().row() == MatrixRow.CALIBRATION) {
            return;
        }
        for (Order order : actuator.queue().expired(now)) {
            report(OccurrenceKind.EXPIRE, order, "waited too long", Occurrence.Figures.NONE);
        }
        queue(actuator.queue().withoutExpired(now));
    }

    /** Takes a queued order up again, if its pause is over. */
    boolean startQueued(@Nullable Rest rest) {
        while (actuator.queue().head().isPresent()) {
            Order order = actuator.queue().head().get();
            if (conduct().readyAt(order, rest).isAfter(now)) {
                return false;
            }
            queue(actuator.queue().withoutHead());
            Admission admission = conduct().begin(order, rest);
            if (admission instanceof Admission.Refused refused) {
                report(OccurrenceKind.REJECT, order, refused.reason(), Occurrence.Figures.NONE);
            } else if (!(admission instanceof Admission.Noop)) {
                return true;
            }
        }
        return false;
    }

    /** Lets the rules in force move what is outside of what they allow. */
    boolean obeyEnvelope() {
        OptionalDouble target = envelopeTarget();
        SafetyRule rule = actuator.envelope().ruleOrNull();
        if (target.isEmpty() || rule == null) {
            return false;
        }
        Operation move = new Operation.SetPosition(target.getAsDouble());
        Mandate mandate = Mandate.of(rule, "");
        ActuatorCommand command =
                new ActuatorCommand("rule-" + rule.word() + "-" + now.nanos(), spec().name(), move, mandate);
        Admission admission = new Arbitration(this).decide(new Order(command, now));
        return admission instanceof Admission.Accepted || admission instanceof Admission.Queued;
    }

    private OptionalDouble envelopeTarget() {
        Envelope envelope = actuator.envelope();
        if (envelope.isFree() || !(spec().kind() instanceof Kind.Motor motor)) {
            return OptionalDouble.empty();
        }
        Position position = actuator.positionAt(now);
        Feedback feedback = believedFeedback();
        boolean sure = position.isTrusted() || feedback != null;
        double percent = feedback != null ? feedback.percent() : position.percent();
        double target = motor.limits().clamp(sure ? envelope.nearest(percent) : surely(envelope));
        boolean there = sure && Math.abs(target - percent) < motor.limits().deadband();
        return there ? OptionalDouble.empty() : OptionalDouble.of(target);
    }

    /** An end point is reached wherever the motor is; what allows none is reached after a calibration. */
    private static double surely(Envelope envelope) {
        return envelope.allows(0) ? 0 : envelope.highest();
    }

    /** While a node has its actuator, what it reports is all we know. */
    private @Nullable Feedback believedFeedback() {
        boolean released = actuator.state() instanceof ActuatorState.Released;
        return released && actuator.belief().hasFreshFeedback(now)
                ? actuator.belief().feedbackOrNull()
                : null;
    }

    private Position restingPosition() {
        Belief belief = actuator.belief();
        Feedback feedback = belief.feedbackOrNull();
        return feedback != null && feedback.isFresh(now) && !belief.position().isTrusted()
                ? Position.estimate(feedback.percent(), 0)
                : belief.position();
    }
}
