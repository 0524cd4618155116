package fieldlink.jobs;

/**
 * What a device reports about a job it ran. Everything but the verdict is JSON that passes through untouched.
 *
 * @param reportedAt the device's own idea of time, in whatever unit it counts
 */
public record JobResult(
        boolean ok, JsonText returnValue, JsonText stdout, JsonText stderr, JsonText error, JsonText reportedAt) {
    public static JobResult success(JsonText returnValue) {
        return new JobResult(true, returnValue, JsonText.NULL, JsonText.NULL, JsonText.NULL, JsonText.NULL);
    }

    /** @param error a JSON string */
    public static JobResult failure(JsonText error) {
        return new JobResult(false, JsonText.NULL, JsonText.NULL, JsonText.NULL, error, JsonText.NULL);
    }
}
