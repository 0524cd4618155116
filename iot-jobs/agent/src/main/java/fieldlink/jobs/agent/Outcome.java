package fieldlink.jobs.agent;

import fieldlink.jobs.JobId;
import fieldlink.jobs.JobResult;
import org.jspecify.annotations.Nullable;

/**
 * What became of an {@link Assignment}.
 *
 * @param leaseId the delivery that this is the result of; absent on servers without leases
 */
public record Outcome(JobId job, @Nullable String leaseId, JobResult result) {
    static Outcome of(Assignment assignment, JobResult result) {
        return new Outcome(assignment.job(), assignment.leaseId(), result);
    }
}
