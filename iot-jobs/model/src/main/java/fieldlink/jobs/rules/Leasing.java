package fieldlink.jobs.rules;

import fieldlink.jobs.Cause;
import fieldlink.jobs.Course;
import fieldlink.jobs.Delivery;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobState;
import fieldlink.jobs.Lease;
import fieldlink.jobs.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Handing jobs out, and taking them back when a device goes silent. */
public final class Leasing {
    private Leasing() {}

    /**
     * @param job ready
     * @param leaseId names this attempt, and no other ever
     */
    public static Job lease(Job job, String leaseId, Instant now) {
        Lease lease = new Lease(leaseId, now.plus(job.terms().lease()));
        Course course = job.course();
        return job.becoming(new Course(
                JobState.LEASED,
                course.attempts() + 1,
                course.times().dispatched(now),
                lease,
                null,
                new Course.Notes(null, course.notes().result())));
    }

    /**
     * A sign of life: the device has the job and is busy with it. Empty when it is not the device's to work on any more,
     * and it had better stop.
     *
     * @param leaseId what the device believes its attempt is called; absent when it does not say
     */
    public static Optional<Job> heartbeat(Job job, @Nullable String leaseId, Progress progress, Instant now) {
        return switch (job.state()) {
            case LEASED, RUNNING, NEEDS_ATTENTION ->
                holdsOther(job, leaseId) ? Optional.empty() : Optional.of(extended(job, progress, now));
            case QUEUED, SUCCEEDED, FAILED, TIMED_OUT, CANCELLED, DEAD -> Optional.empty();
        };
    }

    /** What time alone does to a job; empty when nothing is due. */
    public static Optional<Job> expire(Job job, Instant now) {
        if (job.deadline().filter(deadline -> !now.isBefore(deadline)).isEmpty()) {
            return Optional.empty();
        }
        return switch (job.state()) {
            case QUEUED -> Optional.of(Settling.settle(job, JobState.TIMED_OUT, Cause.EXPIRED, now));
            case LEASED, RUNNING -> Optional.of(overdue(job, now));
            case NEEDS_ATTENTION -> Optional.of(Settling.settle(job, JobState.DEAD, Cause.UNATTENDED, now));
            case SUCCEEDED, FAILED, TIMED_OUT, CANCELLED, DEAD -> Optional.empty();
        };
    }

    /**
     * A device that works one after the other asks for more while it has this job: the job never arrived, or the device
     * forgot it. What its silence would have led to happens now.
     */
    public static Job lost(Job job, Instant now) {
        if (job.isCancelRequested()) {
            return Settling.settle(job, JobState.CANCELLED, Cause.CANCELLED, now);
        }
        return silent(job, Duration.ZERO, now);
    }

    /** The answer that carried the lease could not be sent: the attempt did not take place. */
    public static Job undelivered(Job job, Instant now) {
        Course course = job.course();
        return job.becoming(new Course(
                JobState.QUEUED, course.attempts() - 1, course.times().resting(now), null, null, course.notes()));
    }

    static boolean holdsOther(Job job, @Nullable String leaseId) {
        return leaseId != null
                && job.lease().isPresent()
                && !job.lease().get().id().equals(leaseId);
    }

    private static Job extended(Job job, Progress progress, Instant now) {
        String id = job.lease().map(Lease::id).orElse("");
        return Settling.inFlight(
                job,
                JobState.RUNNING,
                new Lease(id, now.plus(job.terms().lease())),
                new Course.Notes(progress, job.course().notes().result()));
    }

    private static Job overdue(Job job, Instant now) {
        if (job.isCancelRequested()) {
            return Settling.settle(job, JobState.CANCELLED, Cause.CANCEL_UNCONFIRMED, now);
        }
        Instant dispatchedAt = job.times().dispatchedAt();
        boolean beyondLimit = dispatchedAt != null
                && !now.isBefore(dispatchedAt.plus(job.terms().limit()));
        if (beyondLimit && job.terms().delivery() == Delivery.AT_LEAST_ONCE) {
            return Settling.settle(job, JobState.TIMED_OUT, Cause.OVERDUE, now);
        }
        return silent(job, job.terms().retry().pauseAfter(job.course().attempts()), now);
    }

    private static Job silent(Job job, Duration pause, Instant now) {
        return switch (job.terms().delivery()) {
            case AT_MOST_ONCE -> unknownOutcome(job);
            case AT_LEAST_ONCE ->
                Settling.hasAttemptsLeft(job)
                        ? Settling.again(job, pause, job.course().notes(), now)
                        : Settling.settle(job, JobState.DEAD, Cause.OUT_OF_ATTEMPTS, now);
        };
    }

    private static Job unknownOutcome(Job job) {
        return job.becoming(new Course(
                JobState.NEEDS_ATTENTION,
                job.course().attempts(),
                job.times(),
                job.course().lease(),
                Cause.OUTCOME_UNKNOWN,
                job.course().notes()));
    }
}
