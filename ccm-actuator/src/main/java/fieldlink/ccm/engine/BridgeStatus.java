package fieldlink.ccm.engine;

import fieldlink.ccm.actuator.Moment;
import fieldlink.ccm.actuator.SafetyRule;
import java.util.List;
import java.util.Set;

/**
 * The house as a whole, for people.
 *
 * @param rules the safety rules in force
 * @param contention who else commands our actuators
 */
public record BridgeStatus(Emergency emergency, Set<SafetyRule> rules, List<String> contention) {
    /** @param clearsAt when a sensor's emergency ends by itself; never, when a person has to clear it */
    public record Emergency(boolean latched, Moment clearsAt) {}

    public BridgeStatus {
        rules = Set.copyOf(rules);
        contention = List.copyOf(contention);
    }
}
