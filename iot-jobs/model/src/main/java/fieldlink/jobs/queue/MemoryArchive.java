package fieldlink.jobs.queue;

import fieldlink.jobs.AuditEntry;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobLedger.Numbered;
import fieldlink.jobs.JobQuery;
import fieldlink.jobs.Retention;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Settled jobs in memory, as many as retention allows. Not safe for more than one thread. */
final class MemoryArchive implements Archive {
    private static final int MOST_AUDIT = 10_000;

    private final Retention retention;
    /** In the order in which they were settled, which is the order in which they are forgotten. */
    private final Map<JobId, Numbered> jobs = new LinkedHashMap<>();

    private final NavigableMap<Long, Job> bySequence = new TreeMap<>();
    private final Map<DeviceKey, JobId> byKey = new HashMap<>();
    private final Deque<AuditEntry> audit = new ArrayDeque<>();

    private record DeviceKey(DeviceId device, String key) {}

    MemoryArchive(Retention retention) {
        this.retention = retention;
    }

    void add(Numbered settled) {
        jobs.put(settled.job().id(), settled);
        bySequence.put(settled.sequence(), settled.job());
        String key = settled.job().origin().key();
        if (key != null) {
            byKey.put(new DeviceKey(settled.job().device(), key), settled.job().id());
        }
        while (jobs.size() > retention.jobs()) {
            forget(jobs.keySet().iterator().next());
        }
    }

    void add(AuditEntry entry) {
        audit.addFirst(entry);
        if (audit.size() > MOST_AUDIT) {
            audit.removeLast();
        }
    }

    @Override
    public Optional<Job> job(JobId id) {
        return Optional.ofNullable(jobs.get(id)).map(Numbered::job);
    }

    @Override
    public Optional<Job> jobByKey(DeviceId device, String key) {
        return Optional.ofNullable(byKey.get(new DeviceKey(device, key))).flatMap(this::job);
    }

    @Override
    public List<Numbered> search(JobQuery query) {
        return Pages.cut(bySequence, query);
    }

    private void forget(JobId id) {
        @Nullable Numbered gone = jobs.remove(id);
        if (gone != null) {
            bySequence.remove(gone.sequence());
            String key = gone.job().origin().key();
            if (key != null) {
                byKey.remove(new DeviceKey(gone.job().device(), key), id);
            }
        }
    }

    @Override
    public int prune(Retention limit, Instant now) {
        Instant oldest = now.minus(limit.age());
        List<JobId> old = new ArrayList<>();
        Iterator<Numbered> settled = jobs.values().iterator();
        int surplus = jobs.size() - limit.jobs();
        while (settled.hasNext()) {
            Job job = settled.next().job();
            Instant settledAt = job.times().settledAt();
            if (old.size() >= surplus && (settledAt == null || !settledAt.isBefore(oldest))) {
                break;
            }
            old.add(job.id());
        }
        old.forEach(this::forget);
        return old.size();
    }

    @Override
    public List<AuditEntry> audit(int limit) {
        return audit.stream().limit(limit).toList();
    }
}
