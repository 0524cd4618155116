package fieldlink.ble.wire;

import fieldlink.ble.BleException;
import fieldlink.ble.BleStatus;

/** The frames that answer a request, with the fields in the order in which the first service wrote them. */
public final class Replies {
    /** For a request that had no time left when it came. */
    public static final String TIMED_OUT = "Request timed out";

    private Replies() {}

    public static JsonObject success(Json data, Json id) {
        return JsonObject.with("status", "success")
                .with("data", data)
                .with("request_id", id)
                .build();
    }

    /** For what has no data: the request is accepted, the outcome can be asked for by its id. */
    public static JsonObject accepted(String message, Json id) {
        return JsonObject.with("status", "success")
                .with("request_id", id)
                .with("message", message)
                .build();
    }

    /** Without an id when the client sent none. */
    public static JsonObject error(Json id, String message) {
        return error(id, message, JsonObject.EMPTY);
    }

    /** @param advice what to do about it; empty for none */
    static JsonObject error(Json id, String message, String advice) {
        return error(
                id,
                message,
                advice.isEmpty()
                        ? JsonObject.EMPTY
                        : JsonObject.with("advice", advice).build());
    }

    /** With an id in any case, null when the client sent none: some of the first service's errors were so. */
    public static JsonObject errorWithId(Json id, String message) {
        return JsonObject.with("status", "error")
                .with("error", message)
                .with("request_id", id)
                .build();
    }

    /**
     * The first service's words for what clients may look for, and beside them the status, what really happened and the
     * advice.
     *
     * @param device as the client wrote it or as the request named it
     * @param characteristic the same; empty when the request was about none
     */
    public static JsonObject failure(Json id, BleException failure, String device, String characteristic) {
        String detail = String.valueOf(failure.getMessage());
        String words = switch (failure.status()) {
            case DEVICE_NOT_FOUND -> "Device " + device + " not found";
            case CHARACTERISTIC_NOT_FOUND -> "Characteristic " + characteristic + " was not found!";
            case TIMED_OUT -> TIMED_OUT;
            default -> detail;
        };
        JsonObject.Builder more =
                JsonObject.with("code", failure.status().name()).with("detail", detail);
        if (!failure.advice().isEmpty()) {
            more.with("advice", failure.advice());
        }
        failure.attCode().ifPresent(code -> more.with("att_code", code));
        return error(id, words, more.build());
    }

    /** A refusal of this service's own, with a word for programs. */
    public static JsonObject refusal(Json id, BleStatus status, String message) {
        return error(id, message, JsonObject.with("code", status.name()).build());
    }

    private static JsonObject error(Json id, String message, JsonObject more) {
        JsonObject.Builder reply = JsonObject.with("status", "error").with("error", message);
        if (id != Json.Null.NULL) {
            reply.with("request_id", id);
        }
        more.fields().forEach(reply::with);
        return reply.build();
    }
}
