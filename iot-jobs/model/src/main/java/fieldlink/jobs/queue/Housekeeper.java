package fieldlink.jobs.queue;

import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Job;
import fieldlink.jobs.Retention;
import fieldlink.jobs.rules.ClockChange;
import fieldlink.jobs.rules.Leasing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** What happens because time passes. Only one round is under way at a time. */
final class Housekeeper {
    private static final System.Logger LOG = System.getLogger(Housekeeper.class.getName());
    private static final int MOST_PER_ROUND = 500;
    private static final Duration FLUSH_EVERY = Duration.ofSeconds(5);
    private static final Duration PRUNE_EVERY = Duration.ofMinutes(1);
    private static final Duration STALLED = Duration.ofSeconds(15);

    private final Floor floor;
    private final Presences presences;
    private final Waiters waiters;
    private final Timekeeper timekeeper;
    private final Retention retention;
    private final ClockWatch watch;
    private final AtomicBoolean busy = new AtomicBoolean();
    private Instant looked;
    private Instant flushed;
    private Instant pruned;
    private boolean warned;
    private volatile long doneNanos;

    private record Round(int changed, List<DeviceId> ready) {}

    Housekeeper(Floor floor, Presences presences, Waiters waiters, Timekeeper timekeeper, Retention retention) {
        this.floor = floor;
        this.presences = presences;
        this.waiters = waiters;
        this.timekeeper = timekeeper;
        this.retention = retention;
        watch = new ClockWatch(floor.now(), floor.nanos());
        looked = floor.now();
        flushed = looked;
        pruned = looked;
        doneNanos = floor.nanos();
    }

    /** @return how many jobs changed, or came to be, because their time had come */
    CompletionStage<Integer> tick() {
        if (!busy.compareAndSet(false, true)) {
            return CompletableFuture.completedFuture(0);
        }
        Instant now = floor.now();
        long nanos = floor.nanos();
        Instant since = looked.isBefore(now) ? looked : now;
        looked = now;
        return keepDurations(now, nanos)
                .thenCompose(kept -> floor.work(unit -> {
                    int changed = 0;
                    for (Job job : unit.ledger().due(now, MOST_PER_ROUND)) {
                        // A job earlier in this round may have changed this one through their batch.
                        Optional<Job> next = unit.ledger().job(job.id()).flatMap(held -> Leasing.expire(held, now));
                        next.ifPresent(unit::change);
                        changed += next.isPresent() ? 1 : 0;
                    }
                    return new Round(changed, unit.ledger().becameReady(since, now));
                }))
                .thenApply(round -> {
                    round.ready().forEach(waiters::wake);
                    tidy(now, nanos);
                    return round.changed();
                })
                // On its own, so that no schedule keeps leases from running out.
                .thenCompose(changed -> timekeeper.tick(now).thenApply(fired -> changed + fired))
                .whenComplete((changed, failure) -> {
                    if (failure == null) {
                        doneNanos = floor.nanos();
                    } else if (!warned) {
                        LOG.log(
                                System.Logger.Level.WARNING,
                                "leases, deadlines or schedules are not looked after",
                                failure);
                    }
                    warned = failure != null;
                    busy.set(false);
                });
    }

    /** No round has come to its end for a long time: what must happen by itself does not. */
    boolean isStalled() {
        return floor.nanos() - doneNanos > STALLED.toNanos();
    }

    /** Before anything is found overdue: by a clock that was set, everything may seem to be. */
    private CompletionStage<Void> keepDurations(Instant now, long nanos) {
        Optional<Instant> before = watch.unset(now, nanos);
        CompletionStage<Void> kept = before.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : floor.work(unit -> unit.ledger().devices())
                        .thenCompose(devices -> CompletableFuture.allOf(devices.stream()
                                .map(device -> keepDurations(device.id(), before.get()))
                                .toArray(CompletableFuture<?>[]::new)));
        // When the store could not do it, the clock still counts as set the next time.
        return kept.thenRun(() -> watch.agree(now, nanos));
    }

    private CompletableFuture<Integer> keepDurations(DeviceId device, Instant before) {
        return floor.work(unit -> {
                    List<Job> kept = unit.ledger().live(device).stream()
                            .flatMap(job -> ClockChange.applied(job, before, unit.now()).stream())
                            .toList();
                    kept.forEach(unit::change);
                    return kept.size();
                })
                .toCompletableFuture();
    }

    private void tidy(Instant now, long nanos) {
        if (Duration.between(flushed, now).abs().compareTo(FLUSH_EVERY) >= 0) {
            flushed = now;
            presences.flush(floor);
            // Another server's word about a new job may have been lost; nobody waits longer than this for it.
            waiters.wakeAll();
        }
        if (Duration.between(pruned, now).abs().compareTo(PRUNE_EVERY) >= 0) {
            pruned = now;
            floor.work(unit -> unit.ledger().prune(retention, watch.cautious(now, nanos)));
        }
    }
}
