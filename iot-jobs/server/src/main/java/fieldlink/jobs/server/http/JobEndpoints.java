package fieldlink.jobs.server.http;

import fieldlink.jobs.BatchId;
import fieldlink.jobs.Cancellation;
import fieldlink.jobs.Command;
import fieldlink.jobs.Device;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobLedger.Numbered;
import fieldlink.jobs.JobQuery;
import fieldlink.jobs.JobRequest;
import fieldlink.jobs.JobState;
import fieldlink.jobs.Rejection;
import fieldlink.jobs.RepeatOrder;
import fieldlink.jobs.Submission;
import fieldlink.jobs.queue.JobQueue;
import fieldlink.jobs.queue.Proposal;
import fieldlink.jobs.rules.Cancelling.Reach;
import fieldlink.jobs.server.ServerSettings;
import fieldlink.jobs.server.json.BadRequest;
import fieldlink.jobs.server.json.Body;
import fieldlink.jobs.server.json.JobJson;
import fieldlink.jobs.server.json.JsonObject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Jobs from the operators' side: submitting, looking, cancelling, repeating. */
final class JobEndpoints {
    private static final String UNKNOWN_DEVICE = "device not registered";

    private final JobQueue queue;
    private final ServerSettings settings;

    JobEndpoints(JobQueue queue, ServerSettings settings) {
        this.queue = queue;
        this.settings = settings;
    }

    List<Route> routes() {
        return List.of(
                Route.operator("GET", "/api/devices/*/jobs", this::ofDevice),
                Route.operator("POST", "/api/devices/*/jobs", this::submit),
                Route.operator("GET", "/api/jobs", this::search),
                Route.operator("GET", "/api/jobs/*", this::show),
                Route.operator("DELETE", "/api/jobs/*", this::cancelQueued),
                Route.operator("POST", "/api/jobs/*/cancel", this::cancel),
                Route.operator("POST", "/api/jobs/*/requeue", this::requeue),
                Route.operator("POST", "/api/jobs/requeue", this::requeueAll));
    }

    private CompletionStage<Answer> submit(Request request) {
        Body body = request.body();
        return queue.submit(request.device(), device -> proposal(request, body, device))
                .thenCompose(submission -> submission
                        .map(decided -> answer(decided, body))
                        .orElseGet(() -> Answer.error(404, UNKNOWN_DEVICE).now()));
    }

    private Proposal proposal(Request request, Body body, Device device) {
        Command command = JobRequests.command(body);
        // Refused now when it makes no sense, before anything is queued.
        boolean waits = patience(body).isPresent();
        String key = request.header("Idempotency-Key").orElse(null);
        JobRequest wanted = new JobRequest(
                device.id(),
                command,
                JobRequests.terms(body, Optional.of(device), command.name(), queue.now()),
                JobRequests.origin(body, key, waits));
        // The original let a command name another device, and asked that one what it can do.
        DeviceId judge =
                body.object("command").text("device_id").map(Request::deviceId).orElse(device.id());
        return new Proposal(wanted, judge);
    }

    private CompletionStage<Answer> answer(Submission submission, Body body) {
        if (submission instanceof Submission.Refused refused) {
            return refused(refused.rejection()).now();
        }
        Job job = submission instanceof Submission.Accepted accepted
                ? accepted.job()
                : ((Submission.Repeated) submission).job();
        return patience(body)
                .map(patience -> awaited(job, patience))
                .orElseGet(() -> Answer.json(202, accepted(job, "queued")).now());
    }

    private CompletionStage<Answer> awaited(Job job, Duration patience) {
        return queue.settled(job.id(), patience).thenApply(found -> {
            Job now = found.orElse(job);
            Optional<JsonObject> result = JobJson.result(now);
            if (result.isPresent()) {
                return Answer.ok(accepted(now, "completed").put("result", result.get()));
            }
            String message = "Result not available within " + patience.toSeconds() + " seconds.";
            return Answer.json(202, accepted(now, "timeout").put("message", message));
        });
    }

    private static JsonObject accepted(Job job, String status) {
        return new JsonObject()
                .put("status", status)
                .put("job_id", job.id().value())
                .put("device_id", job.device().value())
                .put("command", JobJson.command(job))
                .put("wait_for_result", job.origin().callerWaits())
                .put("queued_at", job.times().queuedAt());
    }

    /** How long the caller is willing to wait for the result, never without end. Empty when it does not wait. */
    private Optional<Duration> patience(Body body) {
        if (!body.isTruthy("wait_for_result")) {
            return Optional.empty();
        }
        Optional<Double> seconds = body.number("timeout");
        if (seconds.isEmpty()
                && body.text("timeout").filter("nan"::equalsIgnoreCase).isPresent()) {
            throw new BadRequest("timeout must be a number of seconds");
        }
        Duration usual = settings.limits().result();
        double most = usual.multipliedBy(10).toMillis();
        return Optional.of(seconds.filter(given -> given > 0)
                .map(given -> Duration.ofMillis(Math.round(Math.min(given * 1_000, most))))
                .orElse(usual));
    }

    private static Answer refused(Rejection rejection) {
        if (rejection instanceof Rejection.UnsupportedCommand unsupported) {
            return Answer.error(
                    400, unsupported.device() + " は '" + unsupported.command() + "' という機能をサポートしていないため実行を中止しました。");
        }
        if (rejection instanceof Rejection.UnknownDevice unknown) {
            return Answer.error(400, "不明な device_id '" + unknown.device() + "' が指定されたため処理を中止しました。");
        }
        if (rejection instanceof Rejection.QueueFull full) {
            return Answer.tooMany(full.reason(), full.retryAfter());
        }
        return Answer.error(rejection instanceof Rejection.KeyReused ? 409 : 400, rejection.reason());
    }

    private CompletionStage<Answer> ofDevice(Request request) {
        DeviceId id = request.device();
        return queue.devices().find(id).thenCompose(device -> {
            if (device.isEmpty()) {
                return Answer.error(404, UNKNOWN_DEVICE).now();
            }
            // Jobs of an earlier device of the same name are not this one's history.
            var since = device.get().presence().registeredAt();
            return queue.search(query(request, id))
                    .thenApply(jobs -> Answer.ok(page(
                                    jobs.stream()
                                            .filter(job -> !job.job()
                                                    .times()
                                                    .queuedAt()
                                                    .isBefore(since))
                                            .toList(),
                                    request)
                            .put("device_id", id.value())));
        });
    }

    private CompletionStage<Answer> search(Request request) {
        DeviceId device = request.query("device_id").map(Request::deviceId).orElse(null);
        return queue.search(query(request, device)).thenApply(jobs -> Answer.ok(page(jobs, request)));
    }

    private static JsonObject page(List<Numbered> jobs, Request request) {
        JsonObject json = new JsonObject()
                .put("jobs", jobs.stream().map(job -> JobJson.write(job.job())).toList());
        boolean more = !jobs.isEmpty() && jobs.size() == limit(request);
        return more ? json.put("next", jobs.get(jobs.size() - 1).sequence()) : json;
    }

    private static JobQuery query(Request request, @Nullable DeviceId device) {
        Set<JobState> states = EnumSet.noneOf(JobState.class);
        request.query("state").ifPresent(words -> {
            for (String word : words.split(",")) {
                states.add(JobRequests.oneOf(JobState.class, "state", word.strip()));
            }
        });
        boolean newestFirst = request.query("order").filter("newest"::equals).isPresent();
        JobQuery.Page page = new JobQuery.Page(number(request, "after", 0), limit(request), newestFirst);
        return new JobQuery(
                device, states, request.query("batch_id").map(BatchId::of).orElse(null), page);
    }

    private static int limit(Request request) {
        return (int) Math.min(Math.max(number(request, "limit", JobQuery.MOST), 1), JobQuery.MOST);
    }

    private static long number(Request request, String name, long otherwise) {
        try {
            return request.query(name).map(Long::parseLong).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw new BadRequest(
                    name + " is a number, not '" + request.query(name).orElse("") + "'");
        }
    }

    private CompletionStage<Answer> show(Request request) {
        Optional<JobId> id = jobId(request);
        if (id.isEmpty()) {
            return notFound().now();
        }
        // Who waits is answered when the job is over, or with what it has come to by then.
        return queue.settled(id.get(), request.wait(settings.limits().poll()))
                .thenApply(
                        found -> found.map(job -> Answer.ok(JobJson.write(job))).orElseGet(JobEndpoints::notFound));
    }

    /** The original's cancel: only what no device has yet. */
    private CompletionStage<Answer> cancelQueued(Request request) {
        return cancel(request, Reach.QUEUED_ONLY, null);
    }

    private CompletionStage<Answer> cancel(Request request) {
        Body body = request.body();
        Long version = body.number("expected_version").map(Double::longValue).orElse(null);
        return cancel(request, Reach.IN_FLIGHT, version);
    }

    private CompletionStage<Answer> cancel(Request request, Reach reach, @Nullable Long version) {
        Optional<JobId> id = jobId(request);
        if (id.isEmpty()) {
            return Answer.error(404, "job not found or already dispatched").now();
        }
        return queue.cancel(id.get(), reach, version, request.caller().actor()).thenApply(JobEndpoints::cancelled);
    }

    private static Answer cancelled(Cancellation cancellation) {
        if (cancellation instanceof Cancellation.Cancelled cancelled) {
            return Answer.ok(cancelled("cancelled", cancelled.job()));
        }
        if (cancellation instanceof Cancellation.AlreadyCancelled cancelled) {
            return Answer.ok(cancelled("cancelled", cancelled.job()));
        }
        if (cancellation instanceof Cancellation.Requested requested) {
            return Answer.json(202, cancelled("cancel_requested", requested.job()));
        }
        if (cancellation instanceof Cancellation.AlreadyDispatched) {
            return Answer.error(409, "job already dispatched");
        }
        if (cancellation instanceof Cancellation.Changed changed) {
            return Answer.error(409, "the job is at version " + changed.job().version() + " by now");
        }
        return cancellation instanceof Cancellation.AlreadySettled
                ? Answer.error(409, "job already completed")
                : Answer.error(404, "job not found or already dispatched");
    }

    private static JsonObject cancelled(String status, Job job) {
        return new JsonObject()
                .put("status", status)
                .put("job_id", job.id().value())
                .put("device_id", job.device().value());
    }

    private CompletionStage<Answer> requeue(Request request) {
        Optional<JobId> id = jobId(request);
        if (id.isEmpty()) {
            return notFound().now();
        }
        return queue.repeats()
                .one(id.get(), request.caller().actor())
                .thenApply(again -> again.map(job -> Answer.json(202, JobJson.write(job)))
                        .orElseGet(() -> Answer.error(409, "only a job that is over can be repeated")));
    }

    /** What failed since this morning, once more: the same order twice repeats nothing twice. */
    private CompletionStage<Answer> requeueAll(Request request) {
        RepeatOrder order = JobRequests.repeats(request.body());
        return queue.repeats()
                .all(order, request.caller().actor())
                .thenApply(jobs -> Answer.json(
                        order.dryRun() ? 200 : 202,
                        new JsonObject()
                                .put("dry_run", order.dryRun())
                                .put("jobs", jobs.stream().map(JobJson::write).toList())));
    }

    private static Answer notFound() {
        return Answer.error(404, "job not found");
    }

    /** Empty for a text that no job can be called. */
    private static Optional<JobId> jobId(Request request) {
        try {
            return Optional.of(JobId.of(request.variable(0)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
