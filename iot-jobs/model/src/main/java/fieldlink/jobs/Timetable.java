package fieldlink.jobs;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a schedule is due, by the clock on which wall, and in which hours its jobs may run.
 *
 * @param hours absent for the whole day
 */
public record Timetable(
        Timing timing, ZoneId zone, @Nullable Hours hours) {
    /** The first due time after an instant. */
    public Instant next(Instant after) {
        return timing.next(after, zone);
    }

    /** The last due time at or before an instant; empty before the first of all. */
    public Optional<Instant> latest(Instant notAfter) {
        return timing.latest(notAfter, zone);
    }

    /** When the job of a due time may be handed out. */
    public Window window(Instant due) {
        return hours == null ? Window.ANY_TIME : hours.around(due, zone);
    }
}
