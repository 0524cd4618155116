package fieldlink.jobs.rules;

import fieldlink.jobs.Cause;
import fieldlink.jobs.Course;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobState;
import fieldlink.jobs.Lease;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The moves that several decisions end in. */
final class Settling {
    private Settling() {}

    static Job settle(Job job, JobState state, Cause cause, Instant now) {
        return settle(job, state, cause, job.course().notes(), now);
    }

    static Job settle(Job job, JobState state, Cause cause, Course.Notes notes, Instant now) {
        return job.becoming(
                new Course(state, job.course().attempts(), job.times().settled(now), null, cause, notes));
    }

    /** Back into the queue, at its old place, after a rest. */
    static Job again(Job job, Duration pause, Course.Notes notes, Instant now) {
        return job.becoming(new Course(
                JobState.QUEUED, job.course().attempts(), job.times().resting(now.plus(pause)), null, null, notes));
    }

    static Job inFlight(Job job, JobState state, @Nullable Lease lease, Course.Notes notes) {
        return job.becoming(new Course(
                state, job.course().attempts(), job.times(), lease, job.course().cause(), notes));
    }

    static boolean hasAttemptsLeft(Job job) {
        return job.course().attempts() < job.terms().retry().attempts();
    }
}
