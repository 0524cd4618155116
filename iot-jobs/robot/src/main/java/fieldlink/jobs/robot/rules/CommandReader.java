package fieldlink.jobs.robot.rules;

import fieldlink.jobs.robot.CallRequest;
import fieldlink.jobs.robot.Envelope;
import fieldlink.jobs.robot.ErrorCode;
import fieldlink.jobs.robot.RobotCommand;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads an event's arguments as a command. The checks, their order and their words are the original's. */
public final class CommandReader {
    private static final int MAX_LOG_LINES = 1000;
    private static final long MAX_MILLIS = Duration.ofDays(1).toMillis();

    private CommandReader() {}

    /** What an event came to. */
    public sealed interface Reading {
        record Understood(RobotCommand command) implements Reading {}

        record Refused(ObjectNode error) implements Reading {}
    }

    /** @param arguments the event's name first; encrypted payloads already opened */
    public static Reading read(List<JsonNode> arguments) {
        String event = arguments.get(0).asString();
        if (arguments.size() > 2) {
            return refused(ErrorCode.INVALID_FORMAT, event + " takes one payload, not " + (arguments.size() - 1));
        }
        JsonNode payload = arguments.size() == 2 ? arguments.get(1) : JsonNodeFactory.instance.missingNode();
        if (holdsBinary(payload)) {
            // The original's own answer: its worker speaks JSON only.
            return refused(ErrorCode.INTERNAL_ERROR, Envelope.TRY_LATER);
        }
        // As in the original, a key of the payload wins over the event's name.
        JsonNode override = payload.path("command");
        String command = override.isMissingNode() ? event : override.asString(override.toString());
        if (!payload.isObject() && (command.equals("update") || command.equals("process"))) {
            return refused(ErrorCode.INVALID_FORMAT, name(command) + " command requires an object as its payload");
        }
        return switch (command) {
            case "update" -> update(payload);
            case "process" -> process(payload);
            case "start" -> understood(new RobotCommand.Start());
            case "stop" -> understood(new RobotCommand.Stop());
            case "cancel" -> understood(new RobotCommand.Cancel(text(payload, "id")));
            case "estop" ->
                understood(
                        new RobotCommand.EmergencyStop(text(payload, "reason").orElse("")));
            case "reset" -> understood(new RobotCommand.Reset());
            case "heartbeat" -> heartbeat(payload);
            case "takeover" -> understood(new RobotCommand.TakeOver());
            case "release" -> understood(new RobotCommand.Release());
            case "versions" -> understood(new RobotCommand.Versions());
            case "methods" ->
                understood(new RobotCommand.Methods(payload.path("follow").asBoolean(false)));
            case "rollback" -> understood(new RobotCommand.Rollback(text(payload, "version")));
            case "log" -> log(payload);
            case "status" -> understood(new RobotCommand.Status());
            default -> refused(ErrorCode.UNKNOWN_COMMAND, "Unknown command: " + command);
        };
    }

    private static Reading update(JsonNode payload) {
        // The original's README promises zip_data, its code reads data.
        JsonNode zip = payload.has("data") ? payload.get("data") : payload.path("zip_data");
        if (zip.isMissingNode()) {
            return refused(ErrorCode.INVALID_PARAMS, "UPDATE command requires 'data' field");
        }
        if (!zip.isString()) {
            return refused(ErrorCode.INVALID_PARAMS, "'data' field must be a base64 string");
        }
        if (zip.stringValue().isEmpty()) {
            return refused(ErrorCode.MISSING_FIELD, "缺少 zip_data 字段");
        }
        return understood(new RobotCommand.Update(zip.stringValue()));
    }

    private static Reading process(JsonNode payload) {
        JsonNode params = payload.path("params");
        if (params.isMissingNode()) {
            return refused(ErrorCode.INVALID_PARAMS, "PROCESS command requires 'params' field");
        }
        if (!params.isObject()) {
            return refused(ErrorCode.INVALID_PARAMS, "'params' must be an object");
        }
        for (String field : List.of("object", "method")) {
            if (!params.has(field)) {
                return refused(ErrorCode.INVALID_PARAMS, "'params' must contain '" + field + "' field");
            }
        }
        JsonNode args = params.has("args") ? params.get("args") : JsonNodeFactory.instance.objectNode();
        if (!(args instanceof ObjectNode named)) {
            return refused(ErrorCode.INVALID_PARAMS, "'args' must be an object");
        }
        if (isEmpty(params.get("object")) || isEmpty(params.get("method"))) {
            return refused(ErrorCode.MISSING_FIELD, "缺少 object 或 method 字段");
        }
        Optional<Duration> timeout = millis(payload, "timeout_ms");
        if (payload.has("timeout_ms") && timeout.filter(time -> !time.isZero()).isEmpty()) {
            return refused(
                    ErrorCode.INVALID_PARAMS,
                    "'timeout_ms' must be a number of milliseconds between 1 and " + MAX_MILLIS);
        }
        return understood(new RobotCommand.Call(
                new CallRequest(params.get("object"), params.get("method"), named, text(payload, "id"), timeout)));
    }

    private static Reading heartbeat(JsonNode payload) {
        Optional<Duration> window = millis(payload, "window_ms");
        if (payload.has("window_ms") && window.isEmpty()) {
            return refused(
                    ErrorCode.INVALID_PARAMS,
                    "'window_ms' must be a number of milliseconds between 0 and " + MAX_MILLIS);
        }
        return understood(new RobotCommand.Heartbeat(window));
    }

    private static Reading log(JsonNode payload) {
        long since = payload.path("since").asLong(0);
        int limit = Math.max(0, Math.min(MAX_LOG_LINES, payload.path("limit").asInt(MAX_LOG_LINES)));
        return understood(
                new RobotCommand.ReadLog(since, limit, payload.path("follow").asBoolean(false)));
    }

    /** What Python takes for false, which is how the original tells an empty field. */
    private static boolean isEmpty(JsonNode value) {
        return value.isNull()
                || (value.isString() && value.stringValue().isEmpty())
                || (value.isBoolean() && !value.booleanValue())
                || (value.isNumber() && value.doubleValue() == 0)
                || (value.isContainer() && value.isEmpty());
    }

    private static Optional<String> text(JsonNode payload, String field) {
        JsonNode value = payload.path(field);
        return value.isString() || value.isNumber() ? Optional.of(value.asString()) : Optional.empty();
    }

    private static Optional<Duration> millis(JsonNode payload, String field) {
        JsonNode value = payload.path(field);
        boolean fits = value.isNumber() && value.doubleValue() >= 0 && value.doubleValue() <= MAX_MILLIS;
        return fits ? Optional.of(Duration.ofMillis((long) value.doubleValue())) : Optional.empty();
    }

    private static boolean holdsBinary(JsonNode node) {
        if (!node.isContainer()) {
            return node.isBinary();
        }
        for (JsonNode child : node) {
            if (holdsBinary(child)) {
                return true;
            }
        }
        return false;
    }

    private static String name(String command) {
        return command.toUpperCase(Locale.ROOT);
    }

    private static Reading understood(RobotCommand command) {
        return new Reading.Understood(command);
    }

    private static Reading refused(ErrorCode code, String message) {
        return new Reading.Refused(Envelope.error(code, message));
    }
}
