package fieldlink.jobs.agent;

import fieldlink.jobs.Approval;
import fieldlink.jobs.Capability;
import fieldlink.jobs.Device;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.DeviceLimits;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Polled;
import fieldlink.jobs.Progress;
import fieldlink.jobs.Report;
import fieldlink.jobs.queue.DeviceRegistry.Revised;
import fieldlink.jobs.queue.JobQueue;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Straight to a queue in the same process: a server's own machine as one of its devices. Whoever holds the queue is
 * trusted, so the device is approved when it registers; once an operator has revoked it, it stays out.
 */
public final class QueueLink implements ServerLink {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** It works strictly one after the other, so a job that is out while it polls was lost. */
    private static final DeviceLimits ONE_AT_A_TIME = new DeviceLimits(1, DeviceLimits.DEFAULT.maxDepth());

    private final JobQueue queue;
    private final DeviceId device;
    private final JsonText description;
    private final DeviceLimits limits;

    /** @param description shown to operators: {@code display_name}, place, whatever helps */
    public QueueLink(JobQueue queue, DeviceId device, Map<String, String> description) {
        this(queue, device, description, ONE_AT_A_TIME);
    }

    /** @param limits of the device until an operator changes them; it has as many agents as it holds jobs at a time */
    public QueueLink(JobQueue queue, DeviceId device, Map<String, String> description, DeviceLimits limits) {
        this.queue = queue;
        this.device = device;
        this.limits = limits;
        this.description = JsonText.of(JSON.writeValueAsString(description));
    }

    @Override
    public DeviceId device() {
        return device;
    }

    @Override
    public Standing register(List<Capability> capabilities) throws IOException, InterruptedException {
        Device.Identity identity = new Device.Identity(capabilities, description);
        return await(queue.devices().revise(device, (current, now) -> registered(current, identity, now)), PATIENCE);
    }

    private Revised<Standing> registered(Optional<Device> current, Device.Identity identity, Instant now) {
        if (current.isPresent() && current.get().approval() == Approval.REVOKED) {
            return new Revised<>(null, Standing.NOT_APPROVED);
        }
        Device known =
                current.orElseGet(() -> Device.approved(device, List.of(), now).with(limits));
        return new Revised<>(known.with(identity).with(Approval.APPROVED).seen(now), Standing.WELCOME);
    }

    @Override
    public Handed poll(Duration wait) throws IOException, InterruptedException {
        Optional<Device> known = await(queue.devices().find(device), PATIENCE);
        if (known.isPresent() && !known.get().isApproved()) {
            return new Handed(Standing.NOT_APPROVED, Optional.empty());
        }
        Polled polled = await(queue.next(device, wait), wait.plus(PATIENCE));
        if (polled instanceof Polled.UnknownDevice) {
            return new Handed(Standing.UNKNOWN, Optional.empty());
        }
        return new Handed(Standing.WELCOME, polled instanceof Polled.Work work ? assignment(work) : Optional.empty());
    }

    private static Optional<Assignment> assignment(Polled.Work work) {
        return work.job()
                .lease()
                .map(lease -> new Assignment(
                        work.job().id(),
                        lease.id(),
                        work.job().command().name(),
                        work.job().command().args()));
    }

    @Override
    public boolean heartbeat(Assignment assignment, @Nullable Progress progress)
            throws IOException, InterruptedException {
        Progress said = progress == null ? new Progress(null, null) : progress;
        return await(queue.progress(device, assignment.job(), assignment.leaseId(), said), PATIENCE)
                .filter(job -> !job.isCancelRequested())
                .isPresent();
    }

    @Override
    public boolean report(Outcome outcome) throws IOException, InterruptedException {
        JsonText shown = JsonText.of(OutcomeJson.write(device, outcome));
        Report report =
                await(queue.report(device, outcome.job(), outcome.leaseId(), outcome.result(), shown), PATIENCE);
        return !(report instanceof Report.UnknownDevice);
    }

    private static <T> T await(CompletionStage<T> stage, Duration patience) throws IOException, InterruptedException {
        CompletableFuture<T> answer = stage.toCompletableFuture();
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            answer.cancel(false);
            throw e;
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw new IOException("the queue did not answer within " + patience, e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("the queue did not do it: " + cause.getMessage(), cause);
        }
    }
}
