package fieldlink.jobs;

import java.time.Instant;

/**
 * Who did what to what. Appended and never changed; payloads and secrets are not in it.
 *
 * @param actor {@code operator:NAME}, {@code device:ID} or {@code server}
 * @param action a verb: {@code approve}, {@code cancel}, {@code requeue}
 * @param subject {@code device:ID}, {@code job:ID}
 */
public record AuditEntry(Instant at, String actor, String action, String subject, String detail) {}
