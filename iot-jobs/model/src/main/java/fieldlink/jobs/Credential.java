package fieldlink.jobs;

import java.time.Instant;

/**
 * Something that proves who is asking. Only a digest is kept, so that a stolen database opens no door.
 *
 * @param id shown to operators, and part of a token so that it is found without trying them all
 * @param subject the device or the operator
 * @param digest in the form of whatever made it
 */
public record Credential(String id, Kind kind, String subject, String digest, Instant createdAt) {
    public enum Kind {
        DEVICE_TOKEN,
        OPERATOR_PASSWORD,
        OPERATOR_TOKEN,
        /** Not a digest: what this server signs its sessions with. */
        SESSION_KEY
    }
}
