package fieldlink.powerhub.client;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What several hubs do together: presets in order, each for the hub it names. */
public record Scene(String name, List<Step> steps) {
    private static final int MAX_STEPS = 64;

    /** One hub's part. */
    public record Step(String hub, Preset preset) {
        public Step {
            if (hub.isBlank()) {
                throw new IllegalArgumentException("a step of a scene needs the name of its hub");
            }
        }
    }

    public Scene {
        steps = List.copyOf(steps);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a scene needs a name");
        }
        if (steps.isEmpty() || steps.size() > MAX_STEPS) {
            throw new IllegalArgumentException(
                    "scene '" + name + "' has " + steps.size() + " steps; it needs 1 to " + MAX_STEPS);
        }
    }

    /** Every hub that takes part. */
    public Set<String> hubs() {
        Set<String> hubs = new TreeSet<>();
        for (Step step : steps) {
            hubs.add(step.hub());
        }
        return hubs;
    }
}
