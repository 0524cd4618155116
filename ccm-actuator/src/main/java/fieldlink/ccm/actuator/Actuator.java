package fieldlink.ccm.actuator;

import fieldlink.ccm.ControlLevel;
import java.util.Optional;

/** One actuator at one moment: what it is, what it does, what is believed of it. Immutable. */
public record Actuator(
        ActuatorSpec spec, ActuatorState state, Belief belief, CommandQueue queue, Envelope envelope, Health health) {
    /** At rest in our hands, as after a start; if nothing comes, its node gets it back as after a safety rule. */
    public static Actuator resting(ActuatorSpec spec, Belief belief, Moment now) {
        Moment holdUntil = spec.etiquette().holds().until(now, ControlLevel.SAFETY);
        return new Actuator(
                spec, new ActuatorState.Idle(holdUntil), belief, CommandQueue.EMPTY, Envelope.FREE, Health.GOOD);
    }

    /** What follows from an event at a moment. */
    public Step on(ActuatorEvent event, Moment now) {
        Turn turn = new Turn(this, now);
        Admission admission = event.happenTo(turn);
        return turn.end(admission);
    }

    /** When it wants to hear that time has passed; {@link Moment#NEVER} when it does not. */
    public Moment due() {
        // What waits for a calibration does not grow old meanwhile.
        boolean ageing = state.row() != MatrixRow.CALIBRATION;
        return ageing ? state.due(this).earlier(queue.nextExpiry()) : state.due(this);
    }

    public Position position() {
        return belief.position();
    }

    /** Where it is right now, a running motor included. */
    public Position positionAt(Moment now) {
        return state.positionAt(this, now);
    }

    /** By what right it is busy; empty at rest. */
    public Optional<Mandate> mandate() {
        return state.order().map(Order::mandate);
    }

    Actuator in(ActuatorState newState) {
        return new Actuator(spec, newState, belief, queue, envelope, health);
    }

    public Actuator believing(Belief newBelief) {
        return new Actuator(spec, state, newBelief, queue, envelope, health);
    }

    Actuator queueing(CommandQueue newQueue) {
        return new Actuator(spec, state, belief, newQueue, envelope, health);
    }

    Actuator within(Envelope newEnvelope) {
        return new Actuator(spec, state, belief, queue, newEnvelope, health);
    }

    Actuator with(Health newHealth) {
        return new Actuator(spec, state, belief, queue, envelope, newHealth);
    }
}
