package fieldlink.jobs.queue;

import fieldlink.jobs.AuditEntry;
import fieldlink.jobs.Cancellation;
import fieldlink.jobs.Device;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobLedger;
import fieldlink.jobs.JobLedger.Numbered;
import fieldlink.jobs.JobQuery;
import fieldlink.jobs.JobRequest;
import fieldlink.jobs.JobResult;
import fieldlink.jobs.JobSignal;
import fieldlink.jobs.JobState;
import fieldlink.jobs.JobStore;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Lease;
import fieldlink.jobs.Polled;
import fieldlink.jobs.Progress;
import fieldlink.jobs.Report;
import fieldlink.jobs.Retention;
import fieldlink.jobs.Submission;
import fieldlink.jobs.rules.Cancelling;
import fieldlink.jobs.rules.Leasing;
import fieldlink.jobs.rules.Reporting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The queue: jobs go in, devices fetch them and report back, and time does the rest.
 *
 * <p>Every answer is given once the store holds what it says. Safe for use from any thread; callbacks of the returned
 * stages run on the store's thread and must not block it. Leases run out, held jobs come up, schedules fire and memory is tidied only
 * while somebody calls {@link #tick}: {@link #start} does that.
 */
public final class JobQueue implements AutoCloseable {
    /** Later than this no lease runs out and no held job comes up; an idle gateway pays for each round. */
    private static final Duration TICK = Duration.ofMillis(500);

    private final JobStore store;
    private final Clockwork clockwork;
    private final Floor floor;
    private final Presences presences = new Presences();
    private final Waiters waiters = new Waiters();
    private final SettledWaits settledWaits;
    private final Housekeeper housekeeper;
    private final DeviceRegistry devices;
    private final BatchDesk batches;
    private final RepeatDesk repeats;
    private final ScheduleDesk schedules;
    private volatile boolean draining;
    private @Nullable Future<?> ticking;

    public JobQueue(JobStore store, Clockwork clockwork, Retention retention) {
        this.store = store;
        this.clockwork = clockwork;
        floor = new Floor(store, clockwork);
        settledWaits = new SettledWaits(floor, clockwork.timer());
        Timekeeper timekeeper = new Timekeeper(floor, clockwork.trust());
        housekeeper = new Housekeeper(floor, presences, waiters, timekeeper, retention);
        devices = new DeviceRegistry(floor, presences);
        batches = new BatchDesk(floor);
        repeats = new RepeatDesk(floor);
        schedules = new ScheduleDesk(floor, timekeeper);
        floor.listen(waiters::signal);
        floor.listen(settledWaits::signal);
    }

    /** A queue that lives and dies with this process. */
    public static JobQueue inMemory() {
        return new JobQueue(new MemoryJobStore(), Clockwork.system(), Retention.DEFAULT);
    }

    /** Lets time pass by itself from now on. */
    public JobQueue start() {
        ticking = clockwork
                .timer()
                .scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    public DeviceRegistry devices() {
        return devices;
    }

    public BatchDesk batches() {
        return batches;
    }

    public RepeatDesk repeats() {
        return repeats;
    }

    public ScheduleDesk schedules() {
        return schedules;
    }

    public CompletionStage<Submission> submit(JobRequest request) {
        return floor.work(unit -> unit.submit(request));
    }

    /**
     * Submits what depends on what is known of the device.
     *
     * @return empty when the device is not known; exceptional with what {@code proposal} throws, and nothing was done
     */
    public CompletionStage<Optional<Submission>> submit(DeviceId device, Function<Device, Proposal> proposal) {
        return floor.work(unit -> unit.ledger().device(device).map(known -> unit.submit(proposal.apply(known))));
    }

    /**
     * A device asks for work.
     *
     * @param wait how long it is willing to be kept waiting; zero for an answer at once
     * @return cancel it when the device is gone: a job that is on its way to it then goes back to its place
     */
    public CompletableFuture<Polled> next(DeviceId device, Duration wait) {
        presences.seen(device, floor.now());
        if (wait.isZero() || draining) {
            return attempt(device).toCompletableFuture();
        }
        HeldPoll poll = new HeldPoll(device, () -> attempt(device), this::giveBack);
        waiters.add(poll);
        var end = clockwork.timer().schedule(poll::release, wait.toMillis(), TimeUnit.MILLISECONDS);
        CompletionStage<Polled> answered = poll.answer();
        answered.whenComplete((polled, failure) -> {
            waiters.remove(poll);
            end.cancel(false);
        });
        // Held before the first look, so that no job can slip in between the look and the wait.
        poll.begin();
        return poll.answer();
    }

    /** What {@link #next} handed out did not reach the device. */
    public CompletionStage<Boolean> undelivered(Job leased) {
        return floor.work(unit -> {
            Optional<Job> same = unit.ledger()
                    .job(leased.id())
                    .filter(job -> job.state() == JobState.LEASED && job.lease().equals(leased.lease()));
            same.ifPresent(job -> unit.change(Leasing.undelivered(job, unit.now())));
            return same.isPresent();
        });
    }

    /** The device that was handed this job reports on that attempt. */
    public CompletionStage<Report> report(Job handed, JobResult result) {
        String leaseId = handed.lease().map(Lease::id).orElse(null);
        return report(handed.device(), handed.id(), leaseId, result, JsonText.NULL);
    }

    /**
     * A device reports on a job.
     *
     * @param leaseId the attempt it reports on; absent when it does not say
     * @param shown what the device's card shows of it
     */
    public CompletionStage<Report> report(
            DeviceId device, JobId id, @Nullable String leaseId, JobResult result, JsonText shown) {
        return floor.work(unit -> {
            if (unit.ledger().device(device).isEmpty()) {
                return new Report.UnknownDevice();
            }
            presences.reported(device, shown, unit.now());
            Optional<Job> found = unit.ledger().job(id);
            if (found.isEmpty()) {
                return new Report.Unknown();
            }
            if (!found.get().device().equals(device)) {
                return new Report.Foreign(found.get());
            }
            Report report = Reporting.report(found.get(), leaseId, result, unit.now());
            if (report instanceof Report.Applied applied) {
                unit.change(applied.job());
            } else {
                String detail = report instanceof Report.Duplicate ? "duplicate" : "stale";
                unit.ledger()
                        .record(new AuditEntry(
                                unit.now(), "device:" + device, "report", "job:" + id, detail + ", ok=" + result.ok()));
            }
            return report;
        });
    }

    /** A result that belongs to no job: only the device's card shows it. False when the device is not known. */
    public CompletionStage<Boolean> remark(DeviceId device, JsonText shown) {
        return floor.work(unit -> {
            boolean known = unit.ledger().device(device).isPresent();
            if (known) {
                presences.reported(device, shown, unit.now());
            }
            return known;
        });
    }

    /** A sign of life from a device at work. Empty when it had better stop. */
    public CompletionStage<Optional<Job>> progress(
            DeviceId device, JobId id, @Nullable String leaseId, Progress progress) {
        presences.seen(device, floor.now());
        return floor.work(unit -> unit.ledger()
                .job(id)
                .filter(job -> job.device().equals(device))
                .flatMap(job -> Leasing.heartbeat(job, leaseId, progress, unit.now()))
                .map(unit::change));
    }

    /** @param version the one the caller saw; absent to cancel whatever is there */
    public CompletionStage<Cancellation> cancel(
            JobId id, Cancelling.Reach reach, @Nullable Long version, String actor) {
        return floor.work(unit -> {
            Optional<Job> found = unit.ledger().job(id);
            if (found.isEmpty()) {
                return new Cancellation.Unknown();
            }
            Job job = found.get();
            if (version != null && version != job.version()) {
                return new Cancellation.Changed(job);
            }
            Cancellation cancellation = Cancelling.cancel(job, reach, unit.now());
            if (cancellation instanceof Cancellation.Cancelled cancelled) {
                unit.change(cancelled.job());
            } else if (cancellation instanceof Cancellation.Requested requested
                    && requested.job().version() != job.version()) {
                unit.change(requested.job());
            }
            unit.ledger().record(new AuditEntry(unit.now(), actor, "cancel", "job:" + id, ""));
            return cancellation;
        });
    }

    public CompletionStage<Optional<Job>> job(JobId id) {
        return floor.work(unit -> unit.ledger().job(id));
    }

    public CompletionStage<List<Numbered>> search(JobQuery query) {
        return floor.work(unit -> unit.ledger().search(query));
    }

    /** The job once it is settled, or as it stands when the time is up. Empty when there is none. */
    public CompletionStage<Optional<Job>> settled(JobId id, Duration wait) {
        return settledWaits.await(id, draining ? Duration.ZERO : wait);
    }

    /** Anything else that has to be done in the book, alone and at once. */
    public <T> CompletionStage<T> inLedger(Function<JobLedger, T> work) {
        return floor.work(unit -> work.apply(unit.ledger()));
    }

    /** Hears of every change of a job, here and on other servers. Must return at once. */
    public void listen(Consumer<JobSignal> listener) {
        floor.listen(listener);
    }

    public void unlisten(Consumer<JobSignal> listener) {
        floor.unlisten(listener);
    }

    /** The time by which the queue goes. */
    public Instant now() {
        return floor.now();
    }

    /** What keeps the queue from doing its work, in words for everybody. Empty when it does it. */
    public Optional<String> trouble() {
        Optional<String> store =
                this.store.trouble().map(failure -> failure.status().reason());
        boolean stalled = ticking != null && housekeeper.isStalled();
        return store.or(() -> stalled ? Optional.of("leases and deadlines are not looked after") : Optional.empty());
    }

    /** How many devices are being kept waiting. */
    public int waiting() {
        return waiters.count();
    }

    /** Lets time do its work: leases, windows, held jobs, schedules, retention. */
    public CompletionStage<Integer> tick() {
        return housekeeper.tick();
    }

    /** Answers everybody who waits and keeps nobody waiting any more. */
    public void drain() {
        draining = true;
        waiters.releaseAll();
        settledWaits.releaseAll();
    }

    @Override
    public void close() {
        drain();
        if (ticking != null) {
            ticking.cancel(false);
        }
        clockwork.timer().shutdownNow();
        presences.flush(floor);
        store.close();
    }

    private CompletionStage<Polled> attempt(DeviceId id) {
        return floor.work(unit -> {
            Optional<Device> device = unit.ledger().device(id);
            return device.isEmpty() ? new Polled.UnknownDevice() : hand(unit, device.get());
        });
    }

    private static Polled hand(Unit unit, Device device) {
        List<Job> inFlight = unit.ledger().inFlight(device.id());
        if (device.limits().isSequential()) {
            inFlight.forEach(job -> unit.change(Leasing.lost(job, unit.now())));
            inFlight = List.of();
        }
        List<JobId> toCancel =
                inFlight.stream().filter(Job::isCancelRequested).map(Job::id).toList();
        if (inFlight.size() >= device.limits().maxInFlight()) {
            return new Polled.Idle(toCancel);
        }
        return unit.ledger()
                .firstReady(device.id(), unit.now())
                .<Polled>map(
                        job -> new Polled.Work(unit.change(Leasing.lease(job, unit.newId(), unit.now())), toCancel))
                .orElseGet(() -> new Polled.Idle(toCancel));
    }

    private void giveBack(Polled polled) {
        if (polled instanceof Polled.Work work) {
            undelivered(work.job());
        }
    }
}
