package fieldlink.ccm.actuator;

import java.util.Locale;

/** Why a command was not taken, with the HTTP status that says the same. */
public enum Refusal {
    BAD_VALUE(400),
    UNKNOWN_ACTUATOR(404),
    BUSY(409),
    SAFETY(409),
    CALIBRATING(409),
    INTERLOCK(409),
    OUT_OF_LIMITS(422),
    LATCHED(423),
    FAULT(423),
    COOLING(429),
    TOO_MANY_MOVES(429),
    QUEUE_FULL(429),
    NOT_READY(503);

    private final int status;

    Refusal(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
