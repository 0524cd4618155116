package fieldlink.ccm.actuator;

/** What the shell has to do, in the order given. */
public sealed interface ActuatorEffect {
    /** The new state must be on disk before what follows leaves. */
    record Persist() implements ActuatorEffect {}

    /**
     * Tell the node, now and again until something else is shown.
     *
     * @param resting what to show instead once {@code notAfter} has passed
     * @param notAfter the sender's own guard, which needs nobody's word
     */
    record Show(Signal signal, Signal resting, int priority, Moment notAfter) implements ActuatorEffect {}

    /** Say nothing more once the burst that runs is out: the node takes over. */
    record Hush() implements ActuatorEffect {}

    record Report(Occurrence occurrence) implements ActuatorEffect {}
}
