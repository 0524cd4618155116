package fieldlink.jobs.agent;

import fieldlink.jobs.JobId;
import fieldlink.jobs.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * A job as the server handed it out.
 *
 * @param leaseId by which the server tells this delivery from an earlier one; absent on servers without leases
 */
public record Assignment(JobId job, @Nullable String leaseId, String command, JsonText args) {}
