package fieldlink.jobs.robot;

import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** Who did what, with what result. */
public interface AuditLog {
    /**
     * @param who name of the account
     * @param action name of the event, with the method for a call
     * @param result {@code ok} or the error code
     */
    record Entry(Instant at, String who, String action, JsonNode arguments, String result, Duration took) {}

    /** Returns at once; called in order. */
    void write(Entry entry);

    static AuditLog none() {
        return entry -> {};
    }
}
