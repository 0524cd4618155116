package fieldlink.jobs.rules;

import fieldlink.jobs.Capability;
import fieldlink.jobs.Cause;
import fieldlink.jobs.Course;
import fieldlink.jobs.Delivery;
import fieldlink.jobs.Device;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobRequest;
import fieldlink.jobs.JobState;
import fieldlink.jobs.Origin;
import fieldlink.jobs.Rejection;
import fieldlink.jobs.Submission;
import fieldlink.jobs.Terms;
import fieldlink.jobs.Timeline;
import fieldlink.jobs.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a request becomes a job. */
public final class Admission {
    private static final Duration FULL_QUEUE_PAUSE = Duration.ofSeconds(10);

    private Admission() {}

    /**
     * @param id for the job, if it becomes one
     * @param queued jobs that wait for the device already
     * @param sameKey the job that was accepted under the request's idempotency key
     */
    public static Submission submit(
            JobRequest request, JobId id, Device device, int queued, Optional<Job> sameKey, Instant now) {
        if (sameKey.isPresent()) {
            return repeated(request, sameKey.get());
        }
        if (!device.supports(request.command().name())) {
            return new Submission.Refused(new Rejection.UnsupportedCommand(
                    device.id(), request.command().name()));
        }
        Terms terms = terms(request, device);
        Instant expiresAt = terms.window().expiresAt();
        if (expiresAt != null && terms.window().isOver(now)) {
            return new Submission.Refused(new Rejection.AlreadyExpired(expiresAt));
        }
        int limit = device.limits().maxDepth();
        if (queued >= limit) {
            return new Submission.Refused(new Rejection.QueueFull(device.id(), limit, FULL_QUEUE_PAUSE));
        }
        return new Submission.Accepted(fresh(request, id, terms, now));
    }

    /**
     * The same command once more, as a job of its own: the original keeps its history.
     *
     * @param original settled, or of unknown outcome
     */
    public static Job repeat(Job original, JobId id, Instant now) {
        return repeat(original, id, null, now);
    }

    /** @param key the repetition's own idempotency key */
    public static Job repeat(Job original, JobId id, @Nullable String key, Instant now) {
        Terms terms = original.terms().within(Window.ANY_TIME);
        Origin origin = original.origin().repeating(original.id());
        JobRequest request = new JobRequest(
                original.device(), original.command(), terms, key == null ? origin : origin.withKey(key));
        return fresh(request, id, terms, now);
    }

    /** A job of unknown outcome, once a person has had it repeated. */
    public static Job replaced(Job original, Instant now) {
        return Settling.settle(original, JobState.DEAD, Cause.REQUEUED, now);
    }

    private static Submission repeated(JobRequest request, Job first) {
        if (first.command().equals(request.command())) {
            return new Submission.Repeated(first);
        }
        String key = request.origin().key();
        return new Submission.Refused(new Rejection.KeyReused(key == null ? "" : key, first.id()));
    }

    private static Terms terms(JobRequest request, Device device) {
        @Nullable Terms chosen = request.terms();
        return chosen != null
                ? chosen
                : Terms.standard(device.capability(request.command().name())
                        .map(Capability::defaultDelivery)
                        .orElse(Delivery.AT_MOST_ONCE));
    }

    private static Job fresh(JobRequest request, JobId id, Terms terms, Instant now) {
        Instant notBefore = terms.window().notBefore();
        Instant readyAt = notBefore != null && notBefore.isAfter(now) ? notBefore : now;
        Course course = new Course(JobState.QUEUED, 0, Timeline.from(now, readyAt), null, null, Course.Notes.NONE);
        return new Job(id, request.device(), request.command(), terms, request.origin(), 0, course);
    }
}
