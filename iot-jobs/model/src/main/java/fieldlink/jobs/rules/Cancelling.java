package fieldlink.jobs.rules;

import fieldlink.jobs.Cancellation;
import fieldlink.jobs.Cause;
import fieldlink.jobs.Course;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobState;
import java.time.Instant;

/** Calling jobs off. Every call ends: what a device does not confirm is cancelled when its time is up. */
public final class Cancelling {
    /** How far a cancellation goes. */
    public enum Reach {
        /** Only while no device has the job. */
        QUEUED_ONLY,
        /** A device that has the job is asked to stop. */
        IN_FLIGHT
    }

    private Cancelling() {}

    public static Cancellation cancel(Job job, Reach reach, Instant now) {
        return switch (job.state()) {
            case QUEUED -> new Cancellation.Cancelled(Settling.settle(job, JobState.CANCELLED, Cause.CANCELLED, now));
            case LEASED, RUNNING ->
                switch (reach) {
                    case QUEUED_ONLY -> new Cancellation.AlreadyDispatched(job);
                    case IN_FLIGHT -> new Cancellation.Requested(job.isCancelRequested() ? job : requested(job, now));
                };
            case NEEDS_ATTENTION ->
                switch (reach) {
                    case QUEUED_ONLY -> new Cancellation.AlreadyDispatched(job);
                    case IN_FLIGHT ->
                        new Cancellation.Cancelled(Settling.settle(job, JobState.CANCELLED, Cause.CANCELLED, now));
                };
            case CANCELLED -> new Cancellation.AlreadyCancelled(job);
            case SUCCEEDED, FAILED, TIMED_OUT, DEAD -> new Cancellation.AlreadySettled(job);
        };
    }

    /** Ends a job whose ground is gone, whatever a device may be doing. */
    public static Job withdraw(Job job, Cause cause, Instant now) {
        return Settling.settle(job, JobState.CANCELLED, cause, now);
    }

    private static Job requested(Job job, Instant now) {
        Course course = job.course();
        return job.becoming(new Course(
                course.state(),
                course.attempts(),
                course.times().cancelRequested(now),
                course.lease(),
                course.cause(),
                course.notes()));
    }
}
