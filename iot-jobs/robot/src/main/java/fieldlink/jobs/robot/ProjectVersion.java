package fieldlink.jobs.robot;

import java.time.Instant;

/**
 * One uploaded state of the project.
 *
 * @param type what runs it: {@code python} or {@code java}
 * @param directory where it was unpacked
 */
public record ProjectVersion(String id, String type, String directory, Instant uploaded) {}
