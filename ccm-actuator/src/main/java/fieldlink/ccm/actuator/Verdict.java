package fieldlink.ccm.actuator;

/** What a cell of the interrupt matrix says. */
public enum Verdict {
    /** Start it. */
    RUN,
    /** Start it; of the pauses only the dead time before a reversal remains. */
    RUN_AFTER_DEAD_TIME,
    /** Start it if the pause that it needs is over, else say when to ask again. */
    RUN_AFTER_COOLING,
    /** Take the actuator over from its node first. */
    TAKE_OVER,
    /** Start it although the actuator is in fault; a second failure leaves it there. */
    ONE_TRY,
    /** End what runs and start this; the motor keeps running when both go the same way. */
    PREEMPT,
    /** {@link #PREEMPT} by a rule of the same or a higher rank, else suppress it. */
    PREEMPT_BY_RANK,
    /** Wait for the end of what runs. */
    QUEUE,
    /** Do it when what stands against it is over. */
    DEFER,
    /** Switch off, empty the queue and stay so until cleared. */
    LATCH,
    /** Switch off once more; nothing else changes. */
    REPEAT_OFF,
    /** Switch off what runs. */
    STOP,
    /** Switch off what runs and leave the actuator to its node. */
    STOP_AND_RELEASE,
    RELEASE,
    NOTHING_TO_DO,
    REJECT_LATCHED,
    /** {@link #REJECT_LATCHED}, and somebody should know that a safety rule could not act. */
    REJECT_LATCHED_WITH_ALARM,
    REJECT_SAFETY,
    /** A calibration runs; only a forced stop ends it. */
    REJECT_UNLESS_FORCED,
    REJECT_CALIBRATING,
    REJECT_BUSY,
    REJECT_FAULT
}
