package fieldlink.jobs.queue;

import fieldlink.jobs.DeviceId;
import fieldlink.jobs.JobRequest;

/**
 * A job that somebody wants done.
 *
 * @param judge the device whose capabilities decide whether the command is one; usually the one it is for
 */
public record Proposal(JobRequest request, DeviceId judge) {}
