package fieldlink.jobs;

import org.jspecify.annotations.Nullable;

/**
 * Everything about a job that changes.
 *
 * @param attempts how often it was handed out
 * @param lease present while a device has it, and kept while its outcome is unknown
 * @param notes the device's words: the last progress, the last result
 */
public record Course(
        JobState state,
        int attempts,
        Timeline times,
        @Nullable Lease lease,
        @Nullable Cause cause,
        Notes notes) {
    /** @param result of the last attempt that reported; of an attempt that will be repeated while the job is queued */
    public record Notes(
            @Nullable Progress progress, @Nullable JobResult result) {
        public static final Notes NONE = new Notes(null, null);
    }
}
