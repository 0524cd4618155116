package fieldlink.jobs.queue;

import fieldlink.jobs.Batch;
import fieldlink.jobs.BatchId;
import fieldlink.jobs.Cause;
import fieldlink.jobs.Device;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobLedger;
import fieldlink.jobs.JobQuery;
import fieldlink.jobs.JobRequest;
import fieldlink.jobs.JobState;
import fieldlink.jobs.Origin;
import fieldlink.jobs.Rejection;
import fieldlink.jobs.Submission;
import fieldlink.jobs.rules.Admission;
import fieldlink.jobs.rules.BatchRules;
import fieldlink.jobs.rules.Cancelling;
import fieldlink.jobs.rules.Scheduling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One unit of work on the ledger: it carries the time and remembers which jobs it changed, to tell of them afterwards. */
final class Unit {
    private final JobLedger ledger;
    private final Instant now;
    private final Supplier<String> ids;
    private final List<Job> changed = new ArrayList<>();

    Unit(JobLedger ledger, Instant now, Supplier<String> ids) {
        this.ledger = ledger;
        this.now = now;
        this.ids = ids;
    }

    JobLedger ledger() {
        return ledger;
    }

    Instant now() {
        return now;
    }

    String newId() {
        return ids.get();
    }

    List<Job> changed() {
        return changed;
    }

    Submission submit(JobRequest request) {
        return submit(new Proposal(request, request.device()));
    }

    Submission submit(Proposal proposal) {
        JobRequest request = proposal.request();
        DeviceId judge = proposal.judge();
        Optional<Device> device = ledger.device(request.device());
        if (device.isEmpty()) {
            return new Submission.Refused(new Rejection.UnknownDevice(request.device()));
        }
        Optional<Device> able = judge.equals(request.device()) ? device : ledger.device(judge);
        if (able.isEmpty()) {
            return new Submission.Refused(new Rejection.UnknownDevice(judge));
        }
        String key = request.origin().key();
        Optional<Job> sameKey = key == null ? Optional.empty() : ledger.jobByKey(request.device(), key);
        Device judged = device.get().with(able.get().identity());
        int queued = ledger.queued(request.device());
        Submission submission = Admission.submit(request, new JobId(newId()), judged, queued, sameKey, now);
        if (submission instanceof Submission.Accepted accepted) {
            add(accepted.job());
        }
        return submission;
    }

    void add(Job job) {
        ledger.add(job);
        changed.add(job);
    }

    Job change(Job job) {
        ledger.change(job);
        changed.add(job);
        BatchId batch = job.origin().batch();
        if (batch != null && job.state().isSettled()) {
            ledger.batch(batch).ifPresent(current -> advance(BatchRules.settled(current, job.state())));
        }
        if (job.state().isSettled()) {
            Scheduling.origin(job)
                    .flatMap(ledger::schedule)
                    .flatMap(schedule -> Scheduling.settled(schedule, job))
                    .ifPresent(ledger::put);
        }
        return job;
    }

    /** Lets out what a batch has room for, and keeps it. */
    Batch advance(Batch batch) {
        Batch current = batch;
        while (BatchRules.room(current) > 0) {
            DeviceId device = current.waiting().get(0);
            Origin origin = new Origin("batch", null, false, null, current.id(), null);
            JobRequest request = new JobRequest(
                    device, current.order().command(), current.order().terms(), origin);
            current = BatchRules.released(current, submit(request) instanceof Submission.Accepted);
        }
        ledger.put(current);
        if (current.state() == Batch.State.ABORTED) {
            withdrawQueued(current.id());
        }
        return ledger.batch(current.id()).orElse(current);
    }

    private void withdrawQueued(BatchId batch) {
        JobQuery queued = new JobQuery(null, EnumSet.of(JobState.QUEUED), batch, JobQuery.Page.first(JobQuery.MOST));
        for (JobLedger.Numbered job : ledger.search(queued)) {
            // Withdrawing one job may advance the batch, which looks here again: take what is still queued.
            ledger.job(job.job().id())
                    .filter(still -> still.state() == JobState.QUEUED)
                    .ifPresent(still -> change(Cancelling.withdraw(still, Cause.BATCH_ABORTED, now)));
        }
    }
}
