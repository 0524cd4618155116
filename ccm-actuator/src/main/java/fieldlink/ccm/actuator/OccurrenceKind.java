package fieldlink.ccm.actuator;

import java.util.Locale;

/** What the audit log tells apart. */
public enum OccurrenceKind {
    COMMAND,
    ACCEPT,
    QUEUE,
    REJECT,
    EXPIRE,
    START,
    RETARGET,
    STOP,
    PREEMPT,
    SUPPRESS,
    COOL,
    CALIBRATE,
    CALIBRATION_SKIPPED,
    GUARD_TRIP,
    LATE_STOP,
    EMERGENCY,
    CLEAR,
    RELEASE,
    OPR,
    EXTERNAL_MOVE,
    NO_RESPONSE,
    UNDELIVERED,
    CONTENTION,
    FAULT,
    ALARM,
    RULE,
    CONFIG,
    BOOT,
    SHUTDOWN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether somebody should hear of it now. */
    public boolean isAlarm() {
        return switch (this) {
            case GUARD_TRIP, LATE_STOP, EMERGENCY, NO_RESPONSE, UNDELIVERED, CONTENTION, FAULT, ALARM -> true;
            case COMMAND,
                    ACCEPT,
                    QUEUE,
                    REJECT,
                    EXPIRE,
                    START,
                    RETARGET,
                    STOP,
                    PREEMPT,
                    SUPPRESS,
                    COOL,
                    CALIBRATE,
                    CALIBRATION_SKIPPED,
                    CLEAR,
                    RELEASE,
                    OPR,
                    EXTERNAL_MOVE,
                    RULE,
                    CONFIG,
                    BOOT,
                    SHUTDOWN -> false;
        };
    }
}
