package fieldlink.jobs;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command that a device is given again and again, by the clock on the wall.
 *
 * @param enabled a schedule that is not is kept, and lets its due times pass
 */
public record Schedule(
        ScheduleId id, Task task, Timetable timetable, Misfire misfire, boolean enabled, Standing standing) {
    /** So many are kept on one queue. */
    public static final int MOST = 500;

    /** @param terms absent to have them chosen, each time, by what the device says about the command */
    public record Task(
            DeviceId device, Command command, @Nullable Terms terms) {
        public Task {
            if (terms != null && !terms.window().equals(Window.ANY_TIME)) {
                throw new IllegalArgumentException("the window of a schedule's jobs comes from its hours");
            }
        }
    }

    /**
     * How far it has come.
     *
     * @param next the next due time; absent until the clock can be trusted, and while the schedule is not enabled
     * @param last the last due time that was acted on
     * @param fired how many due times led to a job
     * @param missed how many did not
     */
    public record Standing(@Nullable Instant next, @Nullable Firing last, long fired, long missed) {
        public static final Standing NEW = new Standing(null, null, 0, 0);

        public Standing next(@Nullable Instant due) {
            return new Standing(due, last, fired, missed);
        }
    }

    /**
     * What came of a due time.
     *
     * @param at when it was acted on
     * @param job the job that came of it
     * @param state where that job was when it was last heard of: queued, or how it ended
     * @param refusal why there is no job
     */
    public record Firing(
            Instant due,
            Instant at,
            @Nullable JobId job,
            @Nullable JobState state,
            @Nullable String refusal) {}

    public Optional<Instant> next() {
        return Optional.ofNullable(standing.next());
    }

    public Optional<Firing> last() {
        return Optional.ofNullable(standing.last());
    }

    /** Whether there is something to decide now. */
    public boolean isDue(Instant now) {
        return enabled && (standing.next() == null || !standing.next().isAfter(now));
    }

    public Schedule with(Standing newStanding) {
        return new Schedule(id, task, timetable, misfire, enabled, newStanding);
    }

    /** Let go or held back. Either way it begins anew: what passed meanwhile was not missed. */
    public Schedule enabled(boolean enable) {
        return new Schedule(id, task, timetable, misfire, enable, standing.next(null));
    }
}
