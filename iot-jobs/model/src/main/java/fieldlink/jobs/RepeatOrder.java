package fieldlink.jobs;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs to have done once more: the newest that match, each of them once however often the order is given.
 *
 * @param states settled ones, or jobs of unknown outcome
 * @param command absent for all
 * @param since only what ended, or got lost, at this time or later; absent for all
 * @param most so many at once
 * @param dryRun only tell which they would be
 */
public record RepeatOrder(
        Set<JobState> states,
        @Nullable DeviceId device,
        @Nullable String command,
        @Nullable Instant since,
        int most,
        boolean dryRun) {
    public RepeatOrder {
        states = Set.copyOf(states);
        if (states.isEmpty()) {
            throw new IllegalArgumentException(
                    "name the states of the jobs to repeat: failed, dead, timed_out and so on");
        }
        for (JobState state : states) {
            if (!state.isSettled() && state != JobState.NEEDS_ATTENTION) {
                throw new IllegalArgumentException("a job that is " + state.word() + " is not over yet");
            }
        }
        if (most < 1 || most > JobQuery.MOST) {
            throw new IllegalArgumentException("1 to " + JobQuery.MOST + " jobs are repeated at once, not " + most);
        }
    }

    public boolean matches(Job job) {
        Instant settledAt = job.times().settledAt();
        Instant ended = settledAt == null ? job.times().queuedAt() : settledAt;
        return states.contains(job.state())
                && (device == null || device.equals(job.device()))
                && (command == null || command.equals(job.command().name()))
                && (since == null || !ended.isBefore(since));
    }
}
