package fieldlink.jobs.server.http;

import fieldlink.jobs.Batch;
import fieldlink.jobs.BatchId;
import fieldlink.jobs.Command;
import fieldlink.jobs.Delivery;
import fieldlink.jobs.Terms;
import fieldlink.jobs.queue.JobQueue;
import fieldlink.jobs.server.json.BadRequest;
import fieldlink.jobs.server.json.Body;
import fieldlink.jobs.server.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One command for many devices, and the log of who did what. */
final class BatchEndpoints {
    private static final int MOST_LISTED = 200;

    private final JobQueue queue;

    BatchEndpoints(JobQueue queue) {
        this.queue = queue;
    }

    List<Route> routes() {
        return List.of(
                Route.operator("POST", "/api/batches", this::open),
                Route.operator("GET", "/api/batches", this::list),
                Route.operator("GET", "/api/batches/*", this::show),
                Route.operator("POST", "/api/batches/*/abort", this::abort),
                Route.operator("GET", "/api/audit", this::audit));
    }

    private CompletionStage<Answer> open(Request request) {
        Body body = request.body();
        Command command = JobRequests.command(body);
        Terms said = JobRequests.terms(body, Optional.empty(), command.name(), queue.now());
        Terms terms = said == null ? Terms.standard(Delivery.AT_MOST_ONCE) : said;
        Batch.Order order;
        try {
            order = new Batch.Order(
                    command,
                    terms,
                    body.number("max_in_flight").map(Double::intValue).orElse(10),
                    body.number("abort_percent").map(Double::intValue).orElse(100),
                    body.number("abort_after").map(Double::intValue).orElse(5));
        } catch (IllegalArgumentException e) {
            throw new BadRequest(e.getMessage() == null ? "batch" : e.getMessage());
        }
        return queue.batches()
                .open(order, body.text("tag").orElse(null), request.caller().actor())
                .thenApply(batch -> Answer.json(202, write(batch)));
    }

    private CompletionStage<Answer> list(Request request) {
        return queue.batches()
                .list(MOST_LISTED)
                .thenApply(batches -> Answer.ok(new JsonObject()
                        .put(
                                "batches",
                                batches.stream().map(BatchEndpoints::write).toList())));
    }

    private CompletionStage<Answer> show(Request request) {
        return queue.batches().find(BatchId.of(request.variable(0))).thenApply(BatchEndpoints::answer);
    }

    private CompletionStage<Answer> abort(Request request) {
        BatchId id = BatchId.of(request.variable(0));
        return queue.batches().abort(id, request.caller().actor()).thenApply(BatchEndpoints::answer);
    }

    private CompletionStage<Answer> audit(Request request) {
        return queue.inLedger(ledger -> ledger.audit(MOST_LISTED))
                .thenApply(entries -> Answer.ok(new JsonObject()
                        .put(
                                "audit",
                                entries.stream()
                                        .map(entry -> new JsonObject()
                                                .put("at", entry.at())
                                                .put("actor", entry.actor())
                                                .put("action", entry.action())
                                                .put("subject", entry.subject())
                                                .put("detail", entry.detail()))
                                        .toList())));
    }

    private static Answer answer(Optional<Batch> batch) {
        return batch.map(found -> Answer.ok(write(found))).orElseGet(() -> Answer.error(404, "batch not found"));
    }

    private static JsonObject write(Batch batch) {
        Batch.Tally tally = batch.tally();
        return new JsonObject()
                .put("batch_id", batch.id().value())
                .put("state", batch.state().name().toLowerCase(Locale.ROOT))
                .put(
                        "command",
                        new JsonObject()
                                .put("name", batch.order().command().name())
                                .put("args", batch.order().command().args()))
                .put("created_at", batch.createdAt())
                .put("targets", tally.targets())
                .put("waiting", batch.waiting().size())
                .put("in_flight", tally.inFlight())
                .put("succeeded", tally.succeeded())
                .put("failed", tally.failed())
                .put("refused", tally.refused())
                .put("max_in_flight", batch.order().maxInFlight())
                .put("abort_percent", batch.order().abortPercent());
    }
}
