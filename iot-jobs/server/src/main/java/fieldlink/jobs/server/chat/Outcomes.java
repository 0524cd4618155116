package fieldlink.jobs.server.chat;

import fieldlink.jobs.JsonText;
import fieldlink.jobs.server.chat.ChatJobs.Outcome;
import fieldlink.jobs.server.chat.Confirmations.Pending;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What came of a command, in words for a person and in JSON for the model. */
final class Outcomes {
    /** A model neither needs nor can pay for a device's whole log. */
    private static final int MOST_OUTPUT = 4_000;

    private Outcomes() {}

    static String line(Pending pending) {
        return pending.device() + ": " + pending.command().name() + " "
                + pending.command().args();
    }

    static String line(Pending pending, Outcome outcome) {
        String end;
        if (outcome instanceof Outcome.Finished finished) {
            end = finished.result().ok()
                    ? "done"
                            + (finished.result().returnValue().isNull()
                                    ? ""
                                    : ", " + finished.result().returnValue())
                    : "failed, " + finished.result().error();
        } else if (outcome instanceof Outcome.StillRunning running) {
            end = "no result within " + running.waited().toSeconds() + " s; job " + running.job() + " may still run";
        } else {
            end = "not done, " + ((Outcome.Refused) outcome).reason();
        }
        return shortened(line(pending) + ": " + end);
    }

    static String forModel(Outcome outcome, JsonMapper json) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (outcome instanceof Outcome.Finished finished) {
            node.put("status", finished.result().ok() ? "done" : "failed");
            put(node, "return_value", finished.result().returnValue(), json);
            put(node, "stdout", finished.result().stdout(), json);
            put(node, "stderr", finished.result().stderr(), json);
            put(node, "error", finished.result().error(), json);
        } else if (outcome instanceof Outcome.StillRunning running) {
            node.put("status", "no result yet")
                    .put("waited_seconds", running.waited().toSeconds());
        } else {
            return refused(((Outcome.Refused) outcome).reason(), json);
        }
        return shortened(node.toString());
    }

    static String refused(String why, JsonMapper json) {
        return json.writeValueAsString(
                JsonNodeFactory.instance.objectNode().put("status", "not done").put("reason", why));
    }

    static String waiting(JsonMapper json) {
        return json.writeValueAsString(
                JsonNodeFactory.instance.objectNode().put("status", "waits for the person to confirm"));
    }

    static String described(Pending pending, JsonMapper json) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("device", pending.device().toString())
                .put("command", pending.command().name());
        put(node, "args", pending.command().args(), json);
        return node.toString();
    }

    private static void put(ObjectNode node, String name, JsonText value, JsonMapper json) {
        if (!value.isNull()) {
            node.set(name, json.readTree(value.text()));
        }
    }

    private static String shortened(String text) {
        return text.length() <= MOST_OUTPUT ? text : text.substring(0, MOST_OUTPUT) + "… (cut)";
    }
}
