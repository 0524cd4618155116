package fieldlink.jobs;

/** Why a job is where it is, beyond its state. */
public enum Cause {
    /** The device reported a result. */
    REPORTED,
    /** Every attempt failed or was lost. */
    OUT_OF_ATTEMPTS,
    /** The lease ran out on a job that must not be tried twice. */
    OUTCOME_UNKNOWN,
    /** Nobody attended to a job of unknown outcome for too long. */
    UNATTENDED,
    /** Its window closed before a device took it. */
    EXPIRED,
    /** It ran beyond its limit. */
    OVERDUE,
    /** An operator cancelled it, and no device had it or the device confirmed. */
    CANCELLED,
    /** An operator cancelled it, and the device did not confirm in time. */
    CANCEL_UNCONFIRMED,
    /** Its device was removed. */
    DEVICE_REMOVED,
    /** Its batch was aborted. */
    BATCH_ABORTED,
    /** A person had it repeated as another job. */
    REQUEUED
}
