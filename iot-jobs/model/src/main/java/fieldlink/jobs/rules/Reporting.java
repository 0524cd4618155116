package fieldlink.jobs.rules;

import fieldlink.jobs.Cause;
import fieldlink.jobs.Course;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobResult;
import fieldlink.jobs.JobState;
import fieldlink.jobs.Report;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a device's result does to its job: the first one settles it, and whatever follows changes nothing. */
public final class Reporting {
    private Reporting() {}

    /** @param leaseId the attempt that the device reports on; absent when it does not say */
    public static Report report(Job job, @Nullable String leaseId, JobResult result, Instant now) {
        return switch (job.state()) {
            case SUCCEEDED, FAILED, TIMED_OUT, CANCELLED, DEAD -> new Report.Duplicate(job);
            // A result may overtake the end of its lease: while nobody else is at work, a late answer is an answer.
            case QUEUED, LEASED, RUNNING, NEEDS_ATTENTION ->
                Leasing.holdsOther(job, leaseId)
                        ? new Report.Stale(job)
                        : new Report.Applied(applied(job, result, now));
        };
    }

    private static Job applied(Job job, JobResult result, Instant now) {
        Course.Notes notes = new Course.Notes(job.course().notes().progress(), result);
        if (result.ok()) {
            return Settling.settle(job, JobState.SUCCEEDED, Cause.REPORTED, notes, now);
        }
        if (job.isCancelRequested()) {
            return Settling.settle(job, JobState.CANCELLED, Cause.CANCELLED, notes, now);
        }
        if (job.terms().retry().attempts() == 1 || job.state() == JobState.QUEUED) {
            return Settling.settle(job, JobState.FAILED, Cause.REPORTED, notes, now);
        }
        if (Settling.hasAttemptsLeft(job)) {
            return Settling.again(
                    job, job.terms().retry().pauseAfter(job.course().attempts()), notes, now);
        }
        return Settling.settle(job, JobState.DEAD, Cause.OUT_OF_ATTEMPTS, notes, now);
    }
}
