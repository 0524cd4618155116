package fieldlink.jobs.server.json;

import fieldlink.jobs.Cause;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobResult;
import fieldlink.jobs.JobState;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Lease;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Jobs and results as the API shows them: the original's fields, and beside them what it did not know. */
public final class JobJson {
    private JobJson() {}

    public static JsonObject write(Job job) {
        boolean cancelled = job.state() == JobState.CANCELLED;
        Instant settledAt = job.times().settledAt();
        JsonObject json = new JsonObject()
                .put("job_id", job.id().value())
                .put("device_id", job.device().value())
                .put("command", command(job))
                .put("status", job.state().status())
                .put("queued_at", job.times().queuedAt())
                .put("source", job.origin().source())
                .put("wait_for_result", job.origin().callerWaits())
                .putIfAny("requested_via", job.origin().requestedVia())
                .putIfAny("dispatched_at", job.times().dispatchedAt())
                .putIfAny(cancelled ? "cancelled_at" : "completed_at", settledAt);
        result(job).ifPresent(result -> json.put("result", result).put("result_ok", isOk(job)));
        return extras(json, job);
    }

    public static JsonObject command(Job job) {
        return new JsonObject()
                .put("name", job.command().name())
                .put("args", job.command().args());
    }

    /** What a device is handed. Fields that its client does not know are ignored by it. */
    public static JsonObject lease(Job job) {
        JsonObject json = new JsonObject().put("job_id", job.id().value()).put("command", command(job));
        Lease lease = job.course().lease();
        if (lease != null) {
            json.put("lease_id", lease.id())
                    .put("lease_expires_at", lease.until())
                    .put("attempt", job.course().attempts());
        }
        return json;
    }

    /** The result of a settled job. One that ended without a word from its device says so in the result's own form. */
    public static Optional<JsonObject> result(Job job) {
        if (!job.state().isSettled()
                || (job.state() == JobState.CANCELLED && job.result().isEmpty())) {
            return Optional.empty();
        }
        JobResult result = job.result()
                .orElseGet(() -> JobResult.failure(
                        JsonText.of(JsonWriting.quote(word(job.cause().orElse(null))))));
        return Optional.of(result(result, job.device().value(), job.id()));
    }

    public static JsonObject result(JobResult result, String device, @Nullable JobId job) {
        return new JsonObject()
                .put("job_id", job == null ? null : job.value())
                .put("device_id", device)
                .put("ok", result.ok())
                .put("return_value", result.returnValue())
                .put("stdout", result.stdout())
                .put("stderr", result.stderr())
                .put("error", result.error())
                .put("ts", result.reportedAt());
    }

    /** What a device's report says. */
    public static JobResult read(Body body) {
        return new JobResult(
                body.isTruthy("ok"),
                body.json("return_value"),
                body.json("stdout"),
                body.json("stderr"),
                body.json("error"),
                body.json("ts"));
    }

    private static boolean isOk(Job job) {
        return job.state() == JobState.SUCCEEDED;
    }

    private static JsonObject extras(JsonObject json, Job job) {
        json.put("state", job.state().name().toLowerCase(Locale.ROOT))
                .put("version", job.version())
                .put("attempts", job.course().attempts())
                .put("max_attempts", job.terms().retry().attempts())
                .put("delivery", job.terms().delivery().name().toLowerCase(Locale.ROOT))
                .put("lane", job.terms().lane().name().toLowerCase(Locale.ROOT))
                .put("cancel_requested", job.isCancelRequested())
                .putIfAny("not_before", job.terms().window().notBefore())
                .putIfAny("expires_at", job.terms().window().expiresAt())
                .putIfAny("idempotency_key", job.origin().key());
        job.cause().ifPresent(cause -> json.put("cause", word(cause)));
        job.progress().ifPresent(progress -> {
            JsonObject said = new JsonObject().putIfAny("message", progress.message());
            json.put("progress", progress.percent() == null ? said : said.put("percent", progress.percent()));
        });
        if (job.origin().batch() != null) {
            json.put("batch_id", job.origin().batch().value());
        }
        if (job.origin().requeuedFrom() != null) {
            json.put("requeued_from", job.origin().requeuedFrom().value());
        }
        return json;
    }

    private static String word(@Nullable Cause cause) {
        return cause == null ? "unknown" : cause.name().toLowerCase(Locale.ROOT);
    }
}
