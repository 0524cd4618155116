package fieldlink.ccm.actuator;

import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.cadence.Cadence;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How strongly and how often a node is told.
 *
 * @param priorities the packet's priority for each level that sends
 * @param cadence often enough that the node does not forget a value in between
 */
public record WirePolicy(Map<ControlLevel, Integer> priorities, Cadence cadence) {
    public WirePolicy {
        priorities = Map.copyOf(priorities);
        for (ControlLevel level : ControlLevel.values()) {
            Integer priority = priorities.get(level);
            boolean sends = level != ControlLevel.AUTONOMOUS;
            if (sends != (priority != null) || (priority != null && isOutOfRange(priority))) {
                throw new IllegalArgumentException("priority " + priority + " of level " + level.number()
                        + "; levels 1 to 4 need one from 1 to " + CcmDatum.WEAKEST_PRIORITY);
            }
        }
    }

    /** Each level its own priority, as the network's other controllers see it. */
    public static WirePolicy mapped(Duration validity) {
        return of(validity, 1, 5, 10, 20);
    }

    /** One priority for all, for nodes that take no other. */
    public static WirePolicy fixed(int priority, Duration validity) {
        return of(validity, priority, priority, priority, priority);
    }

    /** @param validity how long the node believes a value that is not repeated */
    public static WirePolicy of(Duration validity, int emergency, int safety, int manual, int automatic) {
        Map<ControlLevel, Integer> priorities = new EnumMap<>(ControlLevel.class);
        priorities.put(ControlLevel.EMERGENCY, emergency);
        priorities.put(ControlLevel.SAFETY, safety);
        priorities.put(ControlLevel.MANUAL, manual);
        priorities.put(ControlLevel.AUTOMATIC, automatic);
        return new WirePolicy(priorities, Cadence.forValidity(validity));
    }

    /** The same, with something that runs repeated at an interval of its own. */
    public WirePolicy refreshedEvery(Duration refresh) {
        return new WirePolicy(priorities, cadence.refreshedEvery(refresh, cadence.rest()));
    }

    public int priority(ControlLevel level) {
        Integer priority = priorities.get(level);
        if (priority == null) {
            throw new IllegalArgumentException("level " + level.number() + " sends nothing");
        }
        return priority;
    }

    private static boolean isOutOfRange(int priority) {
        return priority < 1 || priority > CcmDatum.WEAKEST_PRIORITY;
    }
}
