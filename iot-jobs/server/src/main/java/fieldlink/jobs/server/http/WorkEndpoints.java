package fieldlink.jobs.server.http;

import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobResult;
import fieldlink.jobs.Polled;
import fieldlink.jobs.Progress;
import fieldlink.jobs.Report;
import fieldlink.jobs.queue.JobQueue;
import fieldlink.jobs.server.ServerSettings;
import fieldlink.jobs.server.json.BadRequest;
import fieldlink.jobs.server.json.Body;
import fieldlink.jobs.server.json.JobJson;
import fieldlink.jobs.server.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Jobs from the devices' side: fetching, saying how far one is, reporting. */
final class WorkEndpoints {
    private static final String UNKNOWN = "device not registered";
    private static final JsonObject ACK = new JsonObject().put("status", "ack");

    private final JobQueue queue;
    private final ServerSettings settings;
    private final Doorman doorman;
    private final HeldConnections held;

    WorkEndpoints(JobQueue queue, ServerSettings settings, Doorman doorman, HeldConnections held) {
        this.queue = queue;
        this.settings = settings;
        this.doorman = doorman;
        this.held = held;
    }

    List<Route> routes() {
        return List.of(
                Route.open("GET", "/api/devices/*/jobs/next", this::next),
                Route.open("POST", "/api/devices/*/jobs/result", this::result),
                Route.open("POST", "/api/devices/*/jobs/*/progress", this::progress));
    }

    private CompletionStage<Answer> next(Request request) {
        DeviceId id = request.device();
        Optional<Answer> refusal = doorman.refusal(request.caller(), id);
        if (refusal.isPresent() || request.isHead()) {
            // Asking whether there would be an answer must not take a job. Who is not known is told to register.
            return queue.devices()
                    .find(id)
                    .thenApply(
                            known -> known.isEmpty() ? Answer.error(404, UNKNOWN) : refusal.orElseGet(Answer::empty));
        }
        Duration wait = request.wait(settings.limits().poll());
        if (!wait.isZero() && queue.waiting() >= settings.limits().heldPolls()) {
            return Answer.tooMany("too many polls are being held", Duration.ofSeconds(5))
                    .now();
        }
        CompletableFuture<Polled> polled = queue.next(id, wait);
        if (!wait.isZero()) {
            held.watch(request.exchange(), polled);
        }
        return polled.thenApply(WorkEndpoints::handed);
    }

    private static Answer handed(Polled polled) {
        if (polled instanceof Polled.Work work) {
            return withCancels(Answer.ok(JobJson.lease(work.job())), work.toCancel());
        }
        return polled instanceof Polled.Idle idle
                ? withCancels(Answer.nothing(), idle.toCancel())
                : Answer.error(404, UNKNOWN);
    }

    private static Answer withCancels(Answer answer, List<JobId> toCancel) {
        return toCancel.isEmpty()
                ? answer
                : answer.with(
                        "Fieldlink-Cancel", toCancel.stream().map(JobId::value).collect(Collectors.joining(", ")));
    }

    private CompletionStage<Answer> result(Request request) {
        Body body = request.bodyOfAnyType();
        Set<String> named = new HashSet<>();
        Stream.of(
                        body.text("device_id"),
                        request.query("device_id"),
                        request.header("X-Device-ID").filter(id -> !id.isEmpty()),
                        Optional.of(request.variable(0)).filter(id -> !id.isEmpty()))
                .flatMap(Optional::stream)
                .forEach(named::add);
        if (named.size() != 1) {
            throw new BadRequest(named.isEmpty() ? "device_id is required" : "conflicting device_id values");
        }
        DeviceId device = Request.deviceId(named.iterator().next());
        Optional<Answer> refusal = doorman.refusal(request.caller(), device);
        if (refusal.isPresent()) {
            return queue.devices()
                    .find(device)
                    .thenApply(known -> known.isEmpty() ? Answer.error(404, UNKNOWN) : refusal.get());
        }
        Optional<String> jobId = body.text("job_id").or(() -> request.query("job_id"));
        String leaseId = body.text("lease_id").orElse(null);
        return new Delivery(body, jobId, leaseId).to(device);
    }

    /** A result on its way to its job. */
    private final class Delivery {
        private final JobResult result;
        private final @Nullable JobId job;
        private final @Nullable String leaseId;

        Delivery(Body body, Optional<String> jobId, @Nullable String leaseId) {
            result = JobJson.read(body);
            job = jobId.filter(id -> id.length() <= 128).map(JobId::of).orElse(null);
            this.leaseId = leaseId;
        }

        CompletionStage<Answer> to(DeviceId device) {
            JsonObject shown = JobJson.result(result, device.value(), job);
            if (job == null) {
                return queue.remark(device, shown.asText())
                        .thenCompose(known -> known ? Answer.ok(ACK).now() : toTheOnlyDevice(device));
            }
            return queue.report(device, job, leaseId, result, shown.asText())
                    .thenCompose(report -> answer(report, device));
        }

        private CompletionStage<Answer> answer(Report report, DeviceId device) {
            if (report instanceof Report.UnknownDevice) {
                return toTheOwner(device);
            }
            if (report instanceof Report.Foreign foreign) {
                return settings.isLegacy()
                        ? toOwner(foreign.job())
                        : Answer.error(403, "the job belongs to another device").now();
            }
            if (report instanceof Report.Stale) {
                return warned("the job was handed out again; this result was noted and not applied");
            }
            return Answer.ok(ACK).now();
        }

        /** The original looked for the job first, and only then for the device that was named. */
        private CompletionStage<Answer> toTheOwner(DeviceId named) {
            if (!settings.isLegacy() || job == null) {
                return Answer.error(404, UNKNOWN).now();
            }
            return queue.job(job)
                    .thenCompose(found -> found.filter(held -> !held.state().isSettled())
                            .map(this::toOwner)
                            .orElseGet(() -> toTheOnlyDevice(named)));
        }

        private CompletionStage<Answer> toOwner(Job held) {
            return to(held.device()).thenCompose(done -> warned("device_id mismatch resolved via job_id"));
        }

        /** With a single device there was nobody else that it could have come from. */
        private CompletionStage<Answer> toTheOnlyDevice(DeviceId named) {
            if (!settings.isLegacy()) {
                return Answer.error(404, UNKNOWN).now();
            }
            return queue.devices().list().thenCompose(devices -> {
                boolean single =
                        devices.size() == 1 && !devices.get(0).device().id().equals(named);
                return single
                        ? to(devices.get(0).device().id())
                        : Answer.error(404, UNKNOWN).now();
            });
        }

        private CompletionStage<Answer> warned(String warning) {
            return Answer.ok(new JsonObject().put("status", "ack").put("warning", warning))
                    .now();
        }
    }

    private CompletionStage<Answer> progress(Request request) {
        DeviceId device = request.device();
        Optional<Answer> refusal = doorman.refusal(request.caller(), device);
        if (refusal.isPresent()) {
            return refusal.get().now();
        }
        Body body = request.body();
        Progress progress = progress(body);
        JobId id = JobId.of(request.variable(1));
        return queue.progress(device, id, body.text("lease_id").orElse(null), progress)
                .thenApply(job -> job.map(held -> Answer.ok(new JsonObject()
                                .put("status", "ack")
                                .put("cancel_requested", held.isCancelRequested())
                                .put("lease_expires_at", held.deadline().orElse(queue.now()))))
                        .orElseGet(() -> Answer.error(409, "the job is not this device's to work on any more")));
    }

    private static Progress progress(Body body) {
        try {
            return new Progress(
                    body.number("percent").map(Double::intValue).orElse(null),
                    body.text("message").orElse(null));
        } catch (IllegalArgumentException e) {
            throw new BadRequest(e.getMessage() == null ? "progress" : e.getMessage());
        }
    }
}
