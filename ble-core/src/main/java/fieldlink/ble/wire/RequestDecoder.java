package fieldlink.ble.wire;

import fieldlink.ble.wire.Decoded.Refused;
import fieldlink.ble.wire.Decoded.Understood;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads a line of a client: of the first Python service's two generations, and of ours. */
public final class RequestDecoder {
    /** An id comes back in every reply, so a long one would push replies over the frame limit. */
    static final int LONGEST_ID = 1024;

    /** Every command by its words; the spares are names that the first service's papers used. */
    private static final Map<String, Function<CommandFields, Command>> COMMANDS = Map.ofEntries(
            Map.entry("get_status", fields -> new Command.GetStatus()),
            Map.entry("get_service_status", fields -> new Command.GetStatus()),
            Map.entry("status", fields -> new Command.GetStatus()),
            Map.entry("get_scan_result", CommandFields::scanResult),
            Map.entry("get_scan_data", CommandFields::scanData),
            Map.entry("scan_command", CommandFields::scanData),
            Map.entry("read_sensor", CommandFields::readSensor),
            Map.entry("read_command", CommandFields::readSensor),
            Map.entry("send_command", CommandFields::sendCommand),
            Map.entry("subscribe_notifications", CommandFields::subscription),
            Map.entry("unsubscribe_notifications", CommandFields::unsubscription),
            Map.entry("get_queue_config", fields -> new Command.GetQueueConfig()),
            Map.entry("get_queue_status", fields -> new Command.GetQueueStatus()),
            Map.entry("get_queue_stats", fields -> new Command.GetQueueStats()),
            Map.entry("update_queue_config", CommandFields::queueConfig),
            Map.entry("get_request_status", fields -> new Command.GetRequestStatus(fields.subject())),
            Map.entry("cancel_request", fields -> new Command.CancelRequest(fields.subject())),
            Map.entry("get_history", CommandFields::history),
            Map.entry("list_devices", CommandFields::listDevices),
            Map.entry("subscribe_scan", fields -> new Command.SubscribeScan(fields.filter())),
            Map.entry("unsubscribe_scan", fields -> new Command.UnsubscribeScan()),
            Map.entry("describe_device", CommandFields::describeDevice),
            Map.entry("write_then_notify", CommandFields::writeThenNotify),
            Map.entry("borrow_link", CommandFields::borrowLink),
            Map.entry("return_link", CommandFields::returnLink),
            Map.entry("get_health", fields -> new Command.GetHealth()),
            Map.entry("get_metrics", fields -> new Command.GetMetrics()),
            Map.entry("recover", CommandFields::recover),
            Map.entry("forget", CommandFields::forget),
            Map.entry("authenticate", CommandFields::authenticate));

    private RequestDecoder() {}

    public static Decoded decode(byte[] line) {
        Optional<Json> read = JsonReader.read(line);
        if (read.isEmpty()) {
            return new Refused(Replies.error(Json.Null.NULL, "Invalid JSON"));
        }
        Optional<JsonObject> object = read.get().asObject();
        if (object.isEmpty()) {
            return new Refused(Replies.error(
                    Json.Null.NULL,
                    "'" + PythonNumbers.typeName(read.get()) + "' object has no attribute 'get'",
                    "send a JSON object such as {\"command\": \"get_status\"}"));
        }
        return decode(object.get());
    }

    static Decoded decode(JsonObject fields) {
        Json id = fields.get("request_id");
        if (id.text().length() > LONGEST_ID) {
            return new Refused(Replies.error(
                    Json.Null.NULL, "Invalid request_id: it is longer than " + LONGEST_ID + " characters"));
        }
        Json word = fields.get("command");
        Function<CommandFields, Command> known = COMMANDS.get(word.asText().orElse(""));
        if (known == null) {
            return new Refused(Replies.errorWithId(id, "Unknown command: " + CommandFields.quoted(word)));
        }
        try {
            return new Understood(new Request(id, known.apply(new CommandFields(fields))));
        } catch (RequestRefusal refusal) {
            return new Refused(Replies.error(id, String.valueOf(refusal.getMessage()), refusal.advice()));
        }
    }
}
