package fieldlink.jobs.queue;

import fieldlink.jobs.AuditEntry;
import fieldlink.jobs.Batch;
import fieldlink.jobs.BatchId;
import fieldlink.jobs.rules.BatchRules;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One command for many devices. */
public final class BatchDesk {
    private final Floor floor;

    BatchDesk(Floor floor) {
        this.floor = floor;
    }

    /** @param tag absent for every device that can do it */
    public CompletionStage<Batch> open(Batch.Order order, @Nullable String tag, String actor) {
        return floor.work(unit -> {
            BatchId id = new BatchId(unit.newId());
            var targets = BatchRules.targets(
                    unit.ledger().devices(), tag, order.command().name());
            Batch batch = BatchRules.open(id, order, targets, unit.now());
            // In the book before its first job is, so that a store can tie them together.
            unit.ledger().put(batch);
            unit.ledger()
                    .record(new AuditEntry(unit.now(), actor, "batch", "batch:" + id, targets.size() + " devices"));
            return unit.advance(batch);
        });
    }

    public CompletionStage<Optional<Batch>> find(BatchId id) {
        return floor.work(unit -> unit.ledger().batch(id));
    }

    public CompletionStage<List<Batch>> list(int limit) {
        return floor.work(unit -> unit.ledger().batches(limit));
    }

    /** Lets nothing more out and withdraws what no device has. */
    public CompletionStage<Optional<Batch>> abort(BatchId id, String actor) {
        return floor.work(unit -> unit.ledger().batch(id).map(batch -> {
            unit.ledger().record(new AuditEntry(unit.now(), actor, "abort", "batch:" + id, ""));
            return unit.advance(BatchRules.abort(batch));
        }));
    }
}
