package fieldlink.jobs.queue;

import fieldlink.jobs.ClockTrust;
import fieldlink.jobs.Device;
import fieldlink.jobs.Schedule;
import fieldlink.jobs.Submission;
import fieldlink.jobs.rules.Scheduling;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Has schedules fire when they are due, as long as the clock can be trusted. One round at a time. */
final class Timekeeper {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** Those that are not due are looked at to count them, and because the clock may have been put back. */
    private static final Duration LOOK_AT_ALL_EVERY = Duration.ofSeconds(10);

    private static final int MOST_PER_ROUND = 500;

    private final Floor floor;
    private final ClockTrust trust;
    private final LongAdder fired = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private volatile int known;
    private volatile @Nullable Instant looked;
    private volatile @Nullable Instant lookedAtAll;

    private record Round(int known, long fired, long missed) {}

    Timekeeper(Floor floor, ClockTrust trust) {
        this.floor = floor;
        this.trust = trust;
    }

    ClockTrust trust() {
        return trust;
    }

    int known() {
        return known;
    }

    long fired() {
        return fired.sum();
    }

    long missed() {
        return missed.sum();
    }

    /** @return how many due times became jobs */
    CompletionStage<Integer> tick(Instant now) {
        if (!isDue(looked, LOOK_EVERY, now)) {
            return CompletableFuture.completedFuture(0);
        }
        boolean held = !trust.inSync();
        boolean all = isDue(lookedAtAll, LOOK_AT_ALL_EVERY, now);
        looked = now;
        if (held && !all) {
            return CompletableFuture.completedFuture(0);
        }
        return floor.work(unit -> held ? new Round(unit.ledger().schedules().size(), 0, 0) : round(unit, all))
                .thenApply(round -> {
                    if (all) {
                        lookedAtAll = now;
                        known = round.known();
                    }
                    fired.add(round.fired());
                    missed.add(round.missed());
                    return (int) round.fired();
                });
    }

    private Round round(Unit unit, boolean all) {
        List<Schedule> schedules =
                all ? unit.ledger().schedules() : unit.ledger().schedulesDue(unit.now());
        int submitted = 0;
        long firedNow = 0;
        long missedNow = 0;
        for (Schedule schedule : schedules) {
            Scheduling.Turn turn = Scheduling.turn(schedule, unit.now());
            if (submitted >= MOST_PER_ROUND && !turn.fire().isEmpty()) {
                continue; // still due in the next round
            }
            submitted += turn.fire().size();
            Schedule after = fire(unit, turn);
            firedNow += after.standing().fired() - schedule.standing().fired();
            missedNow += after.standing().missed() - schedule.standing().missed();
            if (!after.equals(schedule)) {
                unit.ledger().put(after);
            }
        }
        return new Round(schedules.size(), firedNow, missedNow);
    }

    private static Schedule fire(Unit unit, Scheduling.Turn turn) {
        Schedule current = turn.schedule();
        Optional<Device> device = turn.fire().isEmpty()
                ? Optional.empty()
                : unit.ledger().device(current.task().device());
        for (Instant due : turn.fire()) {
            Submission submission = unit.submit(Scheduling.request(current, due, device, unit.now()));
            current = Scheduling.fired(current, due, submission, unit.now());
        }
        return current;
    }

    private static boolean isDue(@Nullable Instant before, Duration pause, Instant now) {
        return before == null || Duration.between(before, now).abs().compareTo(pause) >= 0;
    }
}
