package fieldlink.ccm.actuator;

import java.time.Duration;

/** An output that stopped: which way it last ran, and when its OFF left. */
public record Rest(Direction direction, Moment stoppedAt) {
    /** When it may run again. */
    Moment readyAt(Direction next, Pauses pauses, boolean forSafety) {
        return stoppedAt.plus(pauses.before(next != direction, forSafety));
    }

    /** When the longest of its pauses is over. */
    Moment overAt(Pauses pauses) {
        Duration reversal = pauses.before(true, false);
        return stoppedAt.plus(reversal);
    }
}
