package fieldlink.powerhub.client;

import fieldlink.powerhub.HubException;
import java.util.List;

/** What became of a scene, step by step. */
public record SceneReport(List<Outcome> outcomes) {
    /** What became of one step. */
    public sealed interface Outcome {
        Scene.Step step();
    }

    /** The hub has queued the commands. */
    public record Queued(Scene.Step step) implements Outcome {}

    /** The hub could not be reached, or refused. Steps for other hubs went on. */
    public record Failed(Scene.Step step, HubException reason) implements Outcome {}

    public SceneReport {
        outcomes = List.copyOf(outcomes);
    }

    public boolean isComplete() {
        return outcomes.stream().allMatch(Queued.class::isInstance);
    }
}
