package fieldlink.jobs.queue;

import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobSignal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Callers who want to hear when a job is over. */
final class SettledWaits {
    private final Floor floor;
    private final ScheduledExecutorService timer;
    private final Map<JobId, Collection<CompletableFuture<Boolean>>> waiting = new ConcurrentHashMap<>();

    SettledWaits(Floor floor, ScheduledExecutorService timer) {
        this.floor = floor;
        this.timer = timer;
    }

    CompletionStage<Optional<Job>> await(JobId id, Duration wait) {
        if (wait.isZero()) {
            return look(id);
        }
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        // Waiting before the first look, so that the end of the job cannot slip in between.
        waiting.computeIfAbsent(id, job -> new ConcurrentLinkedQueue<>()).add(over);
        var end = timer.schedule(() -> over.complete(false), wait.toMillis(), TimeUnit.MILLISECONDS);
        return look(id).thenCompose(job -> {
            if (job.isEmpty() || job.get().state().isSettled()) {
                over.complete(true);
            }
            return over.thenCompose(settled -> {
                end.cancel(false);
                remove(id, over);
                return look(id);
            });
        });
    }

    void signal(JobSignal signal) {
        if (signal.state().isSettled()) {
            waiting.getOrDefault(signal.job(), List.of()).forEach(over -> over.complete(true));
        }
    }

    void releaseAll() {
        waiting.values().forEach(all -> all.forEach(over -> over.complete(false)));
    }

    private CompletionStage<Optional<Job>> look(JobId id) {
        return floor.work(unit -> unit.ledger().job(id));
    }

    private void remove(JobId id, CompletableFuture<Boolean> over) {
        waiting.computeIfPresent(id, (job, all) -> {
            all.removeIf(held -> held == over);
            return all.isEmpty() ? null : all;
        });
    }
}
