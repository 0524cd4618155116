package fieldlink.jobs.robot.worker;

import fieldlink.jobs.robot.CallOutcome;
import fieldlink.jobs.robot.CallRequest;
import fieldlink.jobs.robot.LoadOutcome;
import fieldlink.jobs.robot.Worker;
import java.util.Optional;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON lines between supervisor and worker; {@code host.py} is the other end. */
final class WorkerWire {
    private final JsonMapper json;

    WorkerWire(int maxLine) {
        json = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxStringLength(maxLine)
                                .build())
                        .build())
                .build();
    }

    /** The first line to a Python worker. */
    String project(String directory) {
        return line(command("project").put("directory", directory));
    }

    String load(long id) {
        return line(command("load").put("id", id));
    }

    String call(long id, CallRequest request) {
        ObjectNode call = command("call").put("id", id);
        call.set("object", request.object());
        call.set("method", request.method());
        call.set("args", request.args());
        return line(call);
    }

    String cancel(long id) {
        return line(command("cancel").put("id", id));
    }

    String stop(long id, boolean aside) {
        return line(command("stop").put("id", id).put("side", aside));
    }

    String heartbeat() {
        return line(command("hb"));
    }

    /** @throws tools.jackson.core.JacksonException when the line is not JSON */
    void read(String line, Worker.Listener listener) {
        JsonNode message = json.readTree(line);
        long id = message.path("id").asLong(0);
        switch (message.path("t").asString("")) {
            case "ret" -> listener.returned(id, new CallOutcome.Returned(message.path("value")));
            case "err" -> listener.returned(id, failure(message));
            case "push" ->
                listener.pushed(message.path("event").asString(""), Optional.ofNullable(message.get("data")));
            case "loaded" -> listener.loaded(id, outcome(message));
            case "stopped" -> listener.stopped(id, message.path("ok").asBoolean(false));
            case "hb", "hello" -> listener.alive();
            default -> throw new IllegalArgumentException("a worker sent a message of no known type");
        }
    }

    private static LoadOutcome outcome(JsonNode message) {
        return message.path("ok").asBoolean(false)
                ? new LoadOutcome.Loaded(MethodReader.read(message.path("methods")))
                : new LoadOutcome.Failed(message.path("text").asString(""));
    }

    private static CallOutcome failure(JsonNode message) {
        CallOutcome.Failure failure = switch (message.path("kind").asString("")) {
            case "no_object" -> CallOutcome.Failure.NO_OBJECT;
            case "no_method" -> CallOutcome.Failure.NO_METHOD;
            case "not_callable" -> CallOutcome.Failure.NOT_CALLABLE;
            case "arguments" -> CallOutcome.Failure.ARGUMENTS;
            case "type_error" -> CallOutcome.Failure.TYPE_ERROR;
            case "attribute_error" -> CallOutcome.Failure.ATTRIBUTE_ERROR;
            case "cancelled" -> CallOutcome.Failure.CANCELLED;
            default -> CallOutcome.Failure.RAISED;
        };
        return new CallOutcome.Failed(
                failure,
                message.path("text").asString(""),
                message.path("object").asString(""),
                message.path("method").asString(""));
    }

    private static ObjectNode command(String type) {
        return JsonNodeFactory.instance.objectNode().put("t", type);
    }

    private String line(ObjectNode command) {
        return json.writeValueAsString(command) + "\n";
    }
}
