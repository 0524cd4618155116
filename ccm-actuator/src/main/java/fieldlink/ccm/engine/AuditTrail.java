package fieldlink.ccm.engine;

import fieldlink.ccm.actuator.Moment;
import fieldlink.ccm.actuator.Occurrence;
import java.time.Instant;

/** Where it is written down what happened. Failing to write never stops control, so nothing here throws. */
public interface AuditTrail {
    AuditTrail NONE = (at, steady, occurrence, durable) -> {};

    /** @param durable whether it must survive a power cut */
    void append(Instant at, Moment steady, Occurrence occurrence, boolean durable);
}
