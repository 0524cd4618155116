package fieldlink.ble.ipc;

import fieldlink.ble.CentralStatus;
import fieldlink.ble.wire.Json;
import fieldlink.ble.wire.JsonObject;

/**
 * The answer to "what became of my request?". Its status is never {@code error}, which the older client would take for
 * a failure of the question.
 */
final class RequestProgress {
    private RequestProgress() {}

    /** @param label under which the session was given the request */
    static JsonObject underWay(CentralStatus status, String label, Json id) {
        boolean running = status.queue().requests().stream()
                .anyMatch(
                        request -> request.running() && request.times().label().equals(label));
        return JsonObject.with("status", running ? "processing" : "pending")
                .with("message", running ? "Request is being carried out" : "Request is waiting in the queue")
                .with("request_id", id)
                .build();
    }

    static JsonObject ended(JsonObject reply, Json id) {
        boolean failed = reply.has("error");
        JsonObject.Builder answer = JsonObject.with("status", failed ? "failed" : "completed")
                .with("message", failed ? reply.get("error").asText().orElse("") : "Request completed");
        reply.fields().forEach((name, value) -> {
            if (!name.equals("status") && !name.equals("request_id") && !name.equals("message")) {
                answer.with(name, value);
            }
        });
        return answer.with("request_id", id).build();
    }
}
