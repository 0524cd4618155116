package fieldlink.ble.radio;

import fieldlink.ble.RecoveryStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which recovery step an adapter needs, as an immutable state. Faults of the radio climb it, a success goes back to its
 * foot; the caller's mistakes and the device's own answers never come here.
 *
 * @param failures radio faults in a row since the last success or step
 * @param rung index of the next step in {@link #RUNGS}
 * @param taken the steps of the last hour
 * @param needsHelp the ladder is at its end
 */
record RecoveryLadder(int failures, int rung, List<Taken> taken, boolean needsHelp) {
    static final RecoveryLadder FOOT = new RecoveryLadder(0, 0, List.of(), false);

    /** One row of the ladder: how many faults trigger the step, how often it may be taken, and the pause between. */
    record Rung(RecoveryStep step, int failuresNeeded, Duration coolDown, int perHour) {}

    /** The rows, gentlest first. Dropping a single device comes before them and is decided for each device. */
    static final List<Rung> RUNGS = List.of(
            new Rung(RecoveryStep.POWER_CYCLE, 3, Duration.ofSeconds(30), 6),
            new Rung(RecoveryStep.RESET_ADAPTER, 2, Duration.ofSeconds(60), 4),
            new Rung(RecoveryStep.RESTART_SERVICE, 2, Duration.ofMinutes(5), 2));

    private static final Duration HOUR = Duration.ofHours(1);

    record Taken(RecoveryStep step, Duration at) {}

    /** What a fault leads to: the ladder afterwards, and the step to take, if any. */
    record Verdict(RecoveryLadder next, @Nullable RecoveryStep stepNow) {
        Optional<RecoveryStep> step() {
            return Optional.ofNullable(stepNow);
        }
    }

    RecoveryLadder {
        taken = List.copyOf(taken);
    }

    /** The radio did what it should: everything but the memory of the steps is forgotten. */
    RecoveryLadder succeeded() {
        return failures == 0 && rung == 0 && !needsHelp ? this : new RecoveryLadder(0, 0, taken, false);
    }

    /** One more radio fault. */
    Verdict faulted(Duration now, Set<RecoveryStep> allowed) {
        RecoveryLadder counted = new RecoveryLadder(failures + 1, rung, recent(now), needsHelp);
        int needed = rung < RUNGS.size() ? RUNGS.get(rung).failuresNeeded() : Integer.MAX_VALUE;
        return counted.failures < needed ? new Verdict(counted, null) : counted.climb(now, allowed);
    }

    /** A fault that is proof enough by itself: a dead adapter, a deaf scan, a step that did not work. */
    Verdict climb(Duration now, Set<RecoveryStep> allowed) {
        for (int i = rung; i < RUNGS.size(); i++) {
            Rung row = RUNGS.get(i);
            if (allowed.contains(row.step()) && isWithinBudget(row, now)) {
                if (isCooling(row, now)) {
                    // The same step again, soon: better wait than take a harsher one for lack of patience.
                    return new Verdict(new RecoveryLadder(failures, i, recent(now), needsHelp), null);
                }
                return new Verdict(after(row.step(), i + 1, now), row.step());
            }
        }
        return new Verdict(new RecoveryLadder(failures, RUNGS.size(), recent(now), true), null);
    }

    /** A person asked for a step. It is remembered like any other. */
    RecoveryLadder ordered(RecoveryStep step, Duration now) {
        return after(step, rung, now);
    }

    Optional<RecoveryStep> lastStep() {
        return taken.isEmpty()
                ? Optional.empty()
                : Optional.of(taken.get(taken.size() - 1).step());
    }

    private RecoveryLadder after(RecoveryStep step, int nextRung, Duration now) {
        List<Taken> with = new ArrayList<>(recent(now));
        with.add(new Taken(step, now));
        return new RecoveryLadder(0, nextRung, with, needsHelp);
    }

    private boolean isWithinBudget(Rung row, Duration now) {
        return recent(now).stream().filter(one -> one.step() == row.step()).count() < row.perHour();
    }

    private boolean isCooling(Rung row, Duration now) {
        return taken.stream()
                .anyMatch(one -> one.step() == row.step() && now.minus(one.at()).compareTo(row.coolDown()) < 0);
    }

    private List<Taken> recent(Duration now) {
        return taken.stream()
                .filter(one -> now.minus(one.at()).compareTo(HOUR) < 0)
                .toList();
    }
}
