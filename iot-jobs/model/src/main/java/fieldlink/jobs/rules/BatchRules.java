package fieldlink.jobs.rules;

import fieldlink.jobs.Batch;
import fieldlink.jobs.Batch.State;
import fieldlink.jobs.Batch.Tally;
import fieldlink.jobs.BatchId;
import fieldlink.jobs.Device;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.JobState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a batch goes forward: as many jobs at a time as it allows, and no further once too many have failed. */
public final class BatchRules {
    private BatchRules() {}

    /** Whom a batch is for: approved devices with the tag, if one is named, that can do the command. */
    public static List<DeviceId> targets(Collection<Device> devices, @Nullable String tag, String command) {
        return devices.stream()
                .filter(Device::isApproved)
                .filter(device -> tag == null || device.tags().contains(tag))
                // A device that has not said what it can do is not part of "everything that can".
                .filter(device -> device.capability(command).isPresent())
                .map(Device::id)
                .sorted()
                .toList();
    }

    public static Batch open(BatchId id, Batch.Order order, List<DeviceId> targets, Instant now) {
        State state = targets.isEmpty() ? State.FINISHED : State.RUNNING;
        return new Batch(id, order, state, targets, new Tally(targets.size(), 0, 0, 0, 0), now);
    }

    /** How many more jobs may be let out now. */
    public static int room(Batch batch) {
        if (batch.state() != State.RUNNING) {
            return 0;
        }
        return Math.min(
                batch.order().maxInFlight() - batch.tally().inFlight(),
                batch.waiting().size());
    }

    /** After the first waiting device was given its job, or would not take it. */
    public static Batch released(Batch batch, boolean accepted) {
        Tally tally = batch.tally();
        Tally next = accepted
                ? new Tally(tally.targets(), tally.inFlight() + 1, tally.succeeded(), tally.failed(), tally.refused())
                : new Tally(tally.targets(), tally.inFlight(), tally.succeeded(), tally.failed(), tally.refused() + 1);
        List<DeviceId> rest = batch.waiting().subList(1, batch.waiting().size());
        return judged(new Batch(batch.id(), batch.order(), batch.state(), rest, next, batch.createdAt()));
    }

    /** After one of its jobs was settled. */
    public static Batch settled(Batch batch, JobState how) {
        Tally tally = batch.tally();
        int good = how == JobState.SUCCEEDED ? 1 : 0;
        Tally next = new Tally(
                tally.targets(),
                tally.inFlight() - 1,
                tally.succeeded() + good,
                tally.failed() + 1 - good,
                tally.refused());
        return judged(new Batch(batch.id(), batch.order(), batch.state(), batch.waiting(), next, batch.createdAt()));
    }

    /** Nothing more is let out; what devices have in hand is left to them. */
    public static Batch abort(Batch batch) {
        State state = batch.state() == State.RUNNING ? State.ABORTED : batch.state();
        return new Batch(batch.id(), batch.order(), state, batch.waiting(), batch.tally(), batch.createdAt());
    }

    private static Batch judged(Batch batch) {
        if (batch.state() != State.RUNNING) {
            return batch;
        }
        Tally tally = batch.tally();
        Batch.Order order = batch.order();
        int failures = tally.failed() + tally.refused();
        boolean tooMany = order.abortPercent() < 100
                && tally.settled() >= order.abortAfter()
                && failures * 100 >= order.abortPercent() * tally.settled();
        if (tooMany && !(batch.waiting().isEmpty() && tally.inFlight() == 0)) {
            return abort(batch);
        }
        boolean over = batch.waiting().isEmpty() && tally.inFlight() == 0;
        return over ? new Batch(batch.id(), order, State.FINISHED, batch.waiting(), tally, batch.createdAt()) : batch;
    }
}
