package fieldlink.jobs.robot.host;

import fieldlink.jobs.robot.SafeCommand;
import fieldlink.jobs.robot.Worker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The emergency stop. It shares no thread and no queue with calls: whoever pulls it sends stop() to the worker at once,
 * and a thread of its own then kills the worker and runs the safe command. It stays set until it is released.
 */
final class Brake implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Brake.class.getName());
    /** How long a killed process may take to be gone; after that the safe command is run all the same. */
    private static final Duration DEATH = Duration.ofSeconds(2);
    /** No call has it, so a stopped() of this number is the brake's. */
    static final long STOP_ID = -1;

    /** @param report what came of it; absent while it is under way */
    record Pull(String who, String reason, Instant at, Optional<ObjectNode> report) {}

    private final Duration hook;
    private final SafeCommand safeCommand;
    private final AtomicReference<@Nullable Pull> set = new AtomicReference<>();
    private final Map<Worker, Ends> alive = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(body -> {
        Thread created = new Thread(body, "fieldlink-robot-brake");
        created.setDaemon(true);
        return created;
    });

    /** What the brake waits for, told by the worker's own thread. */
    private record Ends(CompletableFuture<Boolean> stopped, CompletableFuture<Void> ended) {
        static Ends open() {
            return new Ends(new CompletableFuture<>(), new CompletableFuture<>());
        }
    }

    Brake(Duration hook, SafeCommand safeCommand) {
        this.hook = hook;
        this.safeCommand = safeCommand;
    }

    Optional<Pull> pulled() {
        return Optional.ofNullable(set.get());
    }

    boolean isSet() {
        return set.get() != null;
    }

    /** A worker was started. One that comes while the brake is set is killed. */
    void watch(Worker worker) {
        alive.put(worker, Ends.open());
        if (isSet()) {
            worker.kill();
        }
    }

    void stopped(Worker worker, boolean well) {
        Ends ends = alive.get(worker);
        if (ends != null) {
            ends.stopped().complete(well);
        }
    }

    void ended(Worker worker) {
        Ends ends = alive.remove(worker);
        if (ends != null) {
            ends.stopped().complete(false);
            ends.ended().complete(null);
        }
    }

    /**
     * @param finished hears the report, on the brake's thread
     * @return false when the brake is set already
     */
    boolean pull(String who, String reason, Instant now, Consumer<ObjectNode> finished) {
        Pull pull = new Pull(who, reason, now, Optional.empty());
        if (!set.compareAndSet(null, pull)) {
            return false;
        }
        long start = System.nanoTime();
        Map<Worker, Ends> workers = Map.copyOf(alive);
        workers.keySet().forEach(worker -> worker.stop(STOP_ID, true));
        thread.execute(() -> {
            ObjectNode report = bringToRest(workers, start);
            set.compareAndSet(pull, new Pull(who, reason, now, Optional.of(report)));
            finished.accept(report);
        });
        return true;
    }

    /** Runs the safe command alone, for a worker that died while it may have been moving something. */
    void secure(Consumer<SafeCommand.Outcome> finished) {
        try {
            thread.execute(() -> finished.accept(safeCommand.run()));
        } catch (RejectedExecutionException closed) {
            // The host has been closed, which stopped the project first.
            LOG.log(Level.DEBUG, "a worker ended after the host was closed");
        }
    }

    /** @return false while the stop is still under way */
    boolean release() {
        Pull pull = set.get();
        return pull == null || (pull.report().isPresent() && set.compareAndSet(pull, null));
    }

    private ObjectNode bringToRest(Map<Worker, Ends> workers, long start) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        boolean well = !workers.isEmpty();
        for (Ends ends : workers.values()) {
            well &= await(ends.stopped(), hook.minusNanos(System.nanoTime() - start))
                    .orElse(false);
        }
        report.put("hook", workers.isEmpty() ? "no worker" : well ? "done" : "missed");
        report.put("hook_ms", millisSince(start));
        workers.keySet().forEach(Worker::kill);
        long killed = System.nanoTime();
        boolean dead = true;
        for (Ends ends : workers.values()) {
            dead &= await(ends.ended().thenApply(gone -> true), DEATH.minusNanos(System.nanoTime() - killed))
                    .isPresent();
        }
        report.put("worker_dead", dead);
        report.put("dead_ms", millisSince(start));
        SafeCommand.Outcome outcome = safeCommand.run();
        report.put("safe_command", outcome.remark());
        report.put("safe_command_exit", outcome.exit());
        report.put("total_ms", millisSince(start));
        return report;
    }

    private static Optional<Boolean> await(CompletableFuture<Boolean> event, Duration atMost) {
        try {
            return Optional.of(event.get(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException late) {
            return Optional.empty();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static double millisSince(long start) {
        return Math.round((System.nanoTime() - start) / 100_000.0) / 10.0;
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
