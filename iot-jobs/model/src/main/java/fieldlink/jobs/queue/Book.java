package fieldlink.jobs.queue;

import fieldlink.jobs.AuditEntry;
import fieldlink.jobs.Batch;
import fieldlink.jobs.BatchId;
import fieldlink.jobs.Credential;
import fieldlink.jobs.Device;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobLedger;
import fieldlink.jobs.JobQuery;
import fieldlink.jobs.Retention;
import fieldlink.jobs.Schedule;
import fieldlink.jobs.ScheduleId;
import fieldlink.jobs.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in memory, with a log of its changes: whoever owns it writes them down or has them undone.
 *
 * <p>Settled jobs stay in the book until they are {@link #moved} to the archive behind it. Not safe for more than one
 * thread.
 */
public final class Book implements JobLedger {
    private final Archive archive;
    private final JobIndex jobs = new JobIndex();
    private final NavigableMap<DeviceId, Device> devices = new TreeMap<>();
    private final Map<BatchId, Batch> batches = new LinkedHashMap<>();
    private final NavigableMap<ScheduleId, Schedule> schedules = new TreeMap<>();
    private final Map<String, Credential> credentials = new LinkedHashMap<>();
    private final Map<Long, Job> settled = new LinkedHashMap<>();
    private final List<AuditEntry> audit = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private long lastSequence;

    public Book(Archive archive) {
        this.archive = archive;
    }

    /** What was changed since the log was last taken, oldest first. */
    public List<Change> changes() {
        return changes;
    }

    /** Empties the log: everything in it is written down. */
    public void written() {
        changes.clear();
    }

    /** Undoes everything after the first {@code keep} changes. */
    public void undo(int keep) {
        for (int last = changes.size() - 1; last >= keep; last--) {
            undo(changes.remove(last));
        }
    }

    /** Settled jobs that are not in the archive yet. */
    public List<Numbered> settled() {
        return settled.entrySet().stream()
                .map(entry -> new Numbered(entry.getKey(), entry.getValue()))
                .toList();
    }

    public int settledCount() {
        return settled.size();
    }

    /** Audit entries that are not in the archive yet, oldest first. */
    public List<AuditEntry> audit() {
        return List.copyOf(audit);
    }

    /** What {@link #settled} and {@link #audit} told is in the archive now; the ledger as a whole holds the same. */
    public void moved(List<Numbered> archived, int auditEntries) {
        audit.subList(0, auditEntries).clear();
        for (Numbered job : archived) {
            settled.remove(job.sequence());
            jobs.remove(job.sequence(), job.job());
        }
    }

    /** Puts back what was written down before; not a change. */
    public void restore(Change row) {
        apply(row);
        if (row instanceof Change.OfJob job) {
            lastSequence = Math.max(lastSequence, job.sequence());
        }
    }

    /** Numbers go on after this one, even when every job that carried one is gone. */
    public void continueAfter(long sequence) {
        lastSequence = Math.max(lastSequence, sequence);
    }

    public int liveCount() {
        return jobs.size() - settled.size();
    }

    @Override
    public Optional<Device> device(DeviceId id) {
        return Optional.ofNullable(devices.get(id));
    }

    @Override
    public List<Device> devices() {
        return List.copyOf(devices.values());
    }

    @Override
    public void put(Device device) {
        log(new Change.OfDevice(devices.get(device.id()), device));
    }

    @Override
    public void remove(DeviceId id) {
        @Nullable Device gone = devices.get(id);
        if (gone != null) {
            log(new Change.OfDevice(gone, null));
        }
    }

    @Override
    public Optional<Job> job(JobId id) {
        return jobs.find(id).map(Numbered::job).or(() -> archive.job(id));
    }

    @Override
    public Optional<Job> jobByKey(DeviceId device, String key) {
        return jobs.byKey(device, key).or(() -> archive.jobByKey(device, key));
    }

    @Override
    public void add(Job job) {
        // An id is 128 random bits: looking for it among a million settled jobs as well would cost more than it tells.
        if (jobs.find(job.id()).isPresent()) {
            throw new StoreException(StoreException.Status.CONFLICT, "job " + job.id() + " is in the book already");
        }
        log(new Change.OfJob(++lastSequence, null, job));
    }

    @Override
    public void change(Job job) {
        Numbered before = jobs.find(job.id())
                .filter(held -> held.job().version() == job.version() - 1)
                .orElseThrow(() -> new StoreException(
                        StoreException.Status.CONFLICT, "job " + job.id() + " was changed by somebody else"));
        log(new Change.OfJob(before.sequence(), before.job(), job));
    }

    @Override
    public Optional<Job> firstReady(DeviceId device, Instant now) {
        return jobs.of(device).flatMap(own -> own.firstReady(now));
    }

    @Override
    public int queued(DeviceId device) {
        return jobs.of(device).map(DeviceJobs::queued).orElse(0);
    }

    @Override
    public List<Job> inFlight(DeviceId device) {
        return jobs.of(device).map(DeviceJobs::inFlight).orElse(List.of());
    }

    @Override
    public List<Job> live(DeviceId device) {
        return jobs.of(device).map(DeviceJobs::live).orElse(List.of());
    }

    @Override
    public List<Job> due(Instant now, int limit) {
        return jobs.due(now, limit);
    }

    @Override
    public List<DeviceId> becameReady(Instant after, Instant until) {
        return jobs.becameReady(after, until);
    }

    @Override
    public List<Numbered> search(JobQuery query) {
        return Pages.merge(jobs.search(query), archive.search(query), query.page());
    }

    @Override
    public Optional<Batch> batch(BatchId id) {
        return Optional.ofNullable(batches.get(id));
    }

    @Override
    public List<Batch> batches(int limit) {
        return batches.values().stream()
                .sorted(Comparator.comparing(Batch::createdAt).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public void put(Batch batch) {
        log(new Change.OfBatch(batches.get(batch.id()), batch));
    }

    @Override
    public Optional<Schedule> schedule(ScheduleId id) {
        return Optional.ofNullable(schedules.get(id));
    }

    @Override
    public List<Schedule> schedules() {
        return List.copyOf(schedules.values());
    }

    @Override
    public List<Schedule> schedulesDue(Instant now) {
        return schedules.values().stream()
                .filter(schedule -> schedule.isDue(now))
                .toList();
    }

    @Override
    public void put(Schedule schedule) {
        log(new Change.OfSchedule(schedules.get(schedule.id()), schedule));
    }

    @Override
    public void remove(ScheduleId id) {
        @Nullable Schedule gone = schedules.get(id);
        if (gone != null) {
            log(new Change.OfSchedule(gone, null));
        }
    }

    @Override
    public Optional<Credential> credential(String id) {
        return Optional.ofNullable(credentials.get(id));
    }

    @Override
    public List<Credential> credentials(Credential.Kind kind) {
        return credentials.values().stream()
                .filter(credential -> credential.kind() == kind)
                .toList();
    }

    @Override
    public void put(Credential credential) {
        log(new Change.OfCredential(credentials.get(credential.id()), credential));
    }

    @Override
    public void removeCredential(String id) {
        @Nullable Credential gone = credentials.get(id);
        if (gone != null) {
            log(new Change.OfCredential(gone, null));
        }
    }

    @Override
    public void record(AuditEntry entry) {
        log(new Change.OfAudit(entry));
    }

    @Override
    public List<AuditEntry> audit(int limit) {
        List<AuditEntry> newest = new ArrayList<>(audit);
        Collections.reverse(newest);
        newest.addAll(archive.audit(limit));
        return List.copyOf(newest.subList(0, Math.min(limit, newest.size())));
    }

    @Override
    public int prune(Retention retention, Instant now) {
        return archive.prune(retention, now);
    }

    private void log(Change change) {
        apply(change);
        changes.add(change);
    }

    private void undo(Change change) {
        if (change instanceof Change.OfJob job) {
            apply(new Change.OfJob(job.sequence(), job.after(), job.before()));
        } else if (change instanceof Change.OfDevice device) {
            apply(new Change.OfDevice(device.after(), device.before()));
        } else if (change instanceof Change.OfBatch batch) {
            apply(new Change.OfBatch(batch.after(), batch.before()));
        } else if (change instanceof Change.OfSchedule schedule) {
            apply(new Change.OfSchedule(schedule.after(), schedule.before()));
        } else if (change instanceof Change.OfCredential credential) {
            apply(new Change.OfCredential(credential.after(), credential.before()));
        } else {
            audit.remove(audit.size() - 1);
        }
    }

    private void apply(Change change) {
        if (change instanceof Change.OfJob job) {
            replace(job);
        } else if (change instanceof Change.OfDevice device) {
            swap(devices, device.before(), device.after(), Device::id);
        } else if (change instanceof Change.OfBatch batch) {
            swap(batches, batch.before(), batch.after(), Batch::id);
        } else if (change instanceof Change.OfSchedule schedule) {
            swap(schedules, schedule.before(), schedule.after(), Schedule::id);
        } else if (change instanceof Change.OfCredential credential) {
            swap(credentials, credential.before(), credential.after(), Credential::id);
        } else if (change instanceof Change.OfAudit entry) {
            audit.add(entry.entry());
        }
    }

    private void replace(Change.OfJob change) {
        if (change.before() != null) {
            jobs.remove(change.sequence(), change.before());
            settled.remove(change.sequence());
        }
        if (change.after() != null) {
            jobs.add(change.sequence(), change.after());
            if (change.after().state().isSettled()) {
                settled.put(change.sequence(), change.after());
            }
        }
    }

    private static <K, V> void swap(Map<K, V> map, @Nullable V before, @Nullable V after, Function<V, K> key) {
        if (after != null) {
            map.put(key.apply(after), after);
        } else if (before != null) {
            map.remove(key.apply(before));
        }
    }
}
