package fieldlink.jobs;

/** What running a command twice does to the world; it decides how a job with an unknown outcome is treated. */
public enum Effect {
    /** Twice is the same as once: reading a sensor, setting a level. */
    IDEMPOTENT,
    /** Twice is wrong: moving a motor, dispensing, unlocking. */
    ONCE
}
