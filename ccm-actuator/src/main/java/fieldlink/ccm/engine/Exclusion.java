package fieldlink.ccm.engine;

import java.util.Set;

/** Two groups of actuators of which only one may be active: heating and cooling, CO2 and open windows. */
public record Exclusion(String name, Set<String> one, Set<String> other) {
    public Exclusion {
        one = Set.copyOf(one);
        other = Set.copyOf(other);
    }

    /** The actuators that must be at rest for this one; empty when it is not part of the exclusion. */
    Set<String> rivalsOf(String actuator) {
        if (one.contains(actuator)) {
            return other;
        }
        return other.contains(actuator) ? one : Set.of();
    }
}
