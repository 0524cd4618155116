package fieldlink.jobs;

import org.jspecify.annotations.Nullable;

/**
 * Where a job came from.
 *
 * @param source the part of the system that asked: {@code api}, {@code llm}, {@code agent}, {@code batch}
 * @param requestedVia the caller's own word for itself
 * @param callerWaits whether the caller asked to be answered with the result
 * @param key the caller's idempotency key: a second job with it on the same device is the first one
 * @param batch the batch that it is part of
 * @param requeuedFrom the job that it repeats
 */
public record Origin(
        String source,
        @Nullable String requestedVia,
        boolean callerWaits,
        @Nullable String key,
        @Nullable BatchId batch,
        @Nullable JobId requeuedFrom) {
    public static final Origin API = new Origin("api", "api", false, null, null, null);

    public Origin {
        if (key != null && (key.isBlank() || key.length() > 200)) {
            throw new IllegalArgumentException("an idempotency key has 1 to 200 characters");
        }
    }

    public Origin withKey(String newKey) {
        return new Origin(source, requestedVia, callerWaits, newKey, batch, requeuedFrom);
    }

    public Origin repeating(JobId original) {
        return new Origin(source, requestedVia, callerWaits, null, null, original);
    }
}
