package fieldlink.jobs.robot.host;

import fieldlink.jobs.robot.ProjectMethod;
import fieldlink.jobs.robot.RobotDevice.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the project in force offers, told to those who want to know of every change. Confined to the mailbox. */
final class Offers {
    private final List<Consumer<Offer>> watchers = new ArrayList<>();
    private Offer now = Offer.NOTHING;

    Offer now() {
        return now;
    }

    void watch(Consumer<Offer> watcher) {
        watchers.add(watcher);
        watcher.accept(now);
    }

    void show(Offer offer) {
        if (!offer.equals(now)) {
            now = offer;
            watchers.forEach(watcher -> watcher.accept(offer));
        }
    }

    static ObjectNode json(Offer offer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", offer.version());
        ArrayNode methods = json.putArray("methods");
        for (ProjectMethod method : offer.methods()) {
            ObjectNode entry = methods.addObject();
            entry.put("object", method.object()).put("method", method.method());
            method.description().ifPresent(text -> entry.put("description", text));
            ArrayNode params = entry.putArray("params");
            method.arguments().forEach(argument -> {
                ObjectNode param = params.addObject();
                param.put("name", argument.name()).put("type", argument.type()).put("required", argument.required());
                argument.standard().ifPresent(value -> param.set("default", value));
            });
        }
        return json;
    }
}
