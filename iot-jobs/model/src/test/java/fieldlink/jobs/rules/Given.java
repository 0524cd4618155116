package fieldlink.jobs.rules;

import fieldlink.jobs.Capability;
import fieldlink.jobs.Command;
import fieldlink.jobs.Delivery;
import fieldlink.jobs.Device;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobRequest;
import fieldlink.jobs.JobResult;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Retry;
import fieldlink.jobs.Submission;
import fieldlink.jobs.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the tests of the rules start from. */
final class Given {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final DeviceId PICO = DeviceId.of("pico-1");
    static final Device DEVICE = Device.approved(
            PICO, List.of(Capability.named("led"), Capability.named("temp").idempotent()), NOON);
    static final JobResult OK = JobResult.success(JsonText.of("4"));
    static final JobResult BROKEN = JobResult.failure(JsonText.of("\"boom\""));

    private Given() {}

    static Job queued(Terms terms) {
        JobRequest request = JobRequest.of(PICO, Command.named("led")).under(terms);
        Submission submission = Admission.submit(request, JobId.of("j1"), DEVICE, 0, Optional.empty(), NOON);
        return ((Submission.Accepted) submission).job();
    }

    static Job once() {
        return queued(Terms.standard(Delivery.AT_MOST_ONCE));
    }

    static Job repeatable(int attempts) {
        return queued(Terms.standard(Delivery.AT_LEAST_ONCE).retrying(Retry.times(attempts)));
    }

    static Job leased(Job job) {
        return Leasing.lease(job, "lease-" + (job.course().attempts() + 1), NOON);
    }
}
