package fieldlink.jobs.agent;

import fieldlink.jobs.Capability;
import java.time.Duration;

/**
 * A capability and what does it.
 *
 * @param limit how long one run may take
 */
public record Skill(Capability capability, Duration limit, JobHandler handler) {
    public Skill {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("'" + capability.name() + "' is given no time to run: " + limit);
        }
    }
}
