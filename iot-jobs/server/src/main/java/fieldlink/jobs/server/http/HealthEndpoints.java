package fieldlink.jobs.server.http;

import fieldlink.jobs.StoreException;
import fieldlink.jobs.queue.JobQueue;
import fieldlink.jobs.server.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Whether the server lives, whether it gets anything done, and what it counts. */
final class HealthEndpoints {
    private static final int PATIENCE_SECONDS = 3;

    private final JobQueue queue;
    private final ServerMetrics metrics;
    private final BooleanSupplier draining;

    HealthEndpoints(JobQueue queue, ServerMetrics metrics, BooleanSupplier draining) {
        this.queue = queue;
        this.metrics = metrics;
        this.draining = draining;
    }

    List<Route> routes() {
        return List.of(
                Route.open(
                        "GET",
                        "/health/live",
                        request -> Answer.ok(status("live")).now()),
                Route.open("GET", "/health/ready", request -> ready()),
                Route.operator(
                        "GET",
                        "/metrics",
                        request -> new Answer(200, "text/plain; version=0.0.4; charset=utf-8", metrics.text(), Map.of())
                                .now()));
    }

    /** Ready means that the queue gets its work done: a process that merely exists is not. */
    private CompletionStage<Answer> ready() {
        if (draining.getAsBoolean()) {
            return Answer.json(503, status("draining")).now();
        }
        return queue.inLedger(ledger -> true)
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .thenApply(done ->
                        queue.trouble().map(HealthEndpoints::degraded).orElseGet(() -> Answer.ok(status("ready"))))
                .exceptionally(failure -> degraded(StoreException.Status.UNAVAILABLE.reason()));
    }

    private static Answer degraded(String reason) {
        return Answer.json(503, status("degraded").put("reason", reason));
    }

    private static JsonObject status(String word) {
        return new JsonObject().put("status", word);
    }
}
