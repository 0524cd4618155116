package fieldlink.jobs.rules;

import fieldlink.jobs.Course;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobState;
import fieldlink.jobs.Lease;
import fieldlink.jobs.Timeline;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a job when somebody sets the server's clock.
 *
 * <p>Leases, limits, pauses and the time for a person to attend are durations: they must not end because a clock was put
 * forward, nor last for hours more because it was put back. All that is written down is when they end by the old clock.
 * So each of them begins anew by the new one. A device is then given up later than it might be, by one lease at most,
 * and never too early. Doing it twice does no harm, which two servers on one queue are bound to do.
 *
 * <p>What somebody wrote as a time of day, not-before and expires-at, goes by the clock as it is now: a movement that
 * comes too late is worse than one that does not come.
 */
public final class ClockChange {
    private ClockChange() {}

    /**
     * @param before what the clock would show now, had nobody set it
     * @return the job as it goes on; empty when the clock means nothing to it
     */
    public static Optional<Job> applied(Job job, Instant before, Instant now) {
        return switch (job.state()) {
            case QUEUED ->
                Optional.ofNullable(readyAt(job, before, now))
                        .map(readyAt -> withTimes(job, job.times().resting(readyAt), null));
            case LEASED, RUNNING ->
                Optional.of(withTimes(
                        job,
                        job.isCancelRequested()
                                ? job.times().dispatched(now).cancelRequested(now)
                                : job.times().dispatched(now),
                        lease(job, now.plus(job.terms().lease()))));
            case NEEDS_ATTENTION -> Optional.of(withTimes(job, job.times(), lease(job, now)));
            case SUCCEEDED, FAILED, TIMED_OUT, CANCELLED, DEAD -> Optional.empty();
        };
    }

    private static @Nullable Instant readyAt(Job job, Instant before, Instant now) {
        Instant readyAt = job.times().readyAt();
        int attempts = job.course().attempts();
        if (attempts > 0 && readyAt.isAfter(before)) {
            return now.plus(job.terms().retry().pauseAfter(attempts));
        }
        Instant notBefore = job.terms().window().notBefore();
        boolean held = attempts == 0 && notBefore != null && notBefore.isAfter(now);
        return readyAt.isAfter(now) && !held ? now : null;
    }

    private static @Nullable Lease lease(Job job, Instant until) {
        return job.lease().map(lease -> new Lease(lease.id(), until)).orElse(null);
    }

    private static Job withTimes(Job job, Timeline times, @Nullable Lease lease) {
        Course course = job.course();
        JobState state = job.state();
        return job.becoming(new Course(state, course.attempts(), times, lease, course.cause(), course.notes()));
    }
}
