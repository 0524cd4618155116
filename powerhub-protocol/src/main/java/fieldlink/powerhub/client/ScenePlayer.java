package fieldlink.powerhub.client;

import fieldlink.powerhub.HubException;
import fieldlink.powerhub.HubLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Plays scenes on the hubs it knows by name. Every command goes to the hub that its step names, and to no other. */
public final class ScenePlayer {
    private final Map<String, HubClient> hubs;

    public ScenePlayer(Map<String, HubClient> hubs) {
        this.hubs = Map.copyOf(hubs);
    }

    /** The hubs of a scene that this player does not know. */
    public Set<String> missing(Scene scene) {
        Set<String> missing = new TreeSet<>(scene.hubs());
        missing.removeAll(hubs.keySet());
        return missing;
    }

    /**
     * Plays every step in order. One hub's failure does not keep the others from playing, but a hub that failed is not
     * tried again within the scene: its later steps would meet a state that nobody planned.
     *
     * @throws IllegalArgumentException before anything is sent when a hub of the scene is not known
     */
    public SceneReport play(Scene scene) {
        Set<String> missing = missing(scene);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("scene '" + scene.name() + "' needs hubs that are not known: "
                    + String.join(", ", missing) + "; nothing was sent");
        }
        Map<String, HubException> broken = new HashMap<>();
        List<SceneReport.Outcome> outcomes = new ArrayList<>();
        for (Scene.Step step : scene.steps()) {
            HubException earlier = broken.get(step.hub());
            if (earlier != null) {
                outcomes.add(new SceneReport.Failed(step, earlier));
                continue;
            }
            try {
                send(step);
                outcomes.add(new SceneReport.Queued(step));
            } catch (HubException e) {
                broken.put(step.hub(), e);
                outcomes.add(new SceneReport.Failed(step, e));
            }
        }
        return new SceneReport(outcomes);
    }

    private void send(Scene.Step step) {
        HubClient hub = hubs.get(step.hub());
        if (hub == null) {
            throw new IllegalStateException("hub " + step.hub() + " was known a moment ago");
        }
        hub.send(step.preset().batch(), HubLink.Delivery.ACKNOWLEDGED);
    }
}
