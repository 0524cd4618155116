package fieldlink.jobs;

import java.time.Instant;

/**
 * A device's right to one attempt at a job.
 *
 * @param id names the attempt; a report that carries another one is about an attempt that no longer counts
 * @param until when the device's silence ends it
 */
public record Lease(String id, Instant until) {}
