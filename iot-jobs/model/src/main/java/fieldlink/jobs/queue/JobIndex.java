package fieldlink.jobs.queue;

import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobLedger.Numbered;
import fieldlink.jobs.JobQuery;
import fieldlink.jobs.JobState;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The book's jobs, found by id, by key, by device, by age and by what time will do to them. */
final class JobIndex {
    private record DeviceKey(DeviceId device, String key) {}

    private record Moment(Instant at, long sequence) implements Comparable<Moment> {
        private static final Comparator<Moment> ORDER =
                Comparator.comparing(Moment::at).thenComparingLong(Moment::sequence);

        @Override
        public int compareTo(Moment other) {
            return ORDER.compare(this, other);
        }
    }

    private final Map<JobId, Numbered> byId = new HashMap<>();
    private final Map<DeviceKey, Job> byKey = new HashMap<>();
    private final Map<DeviceId, DeviceJobs> byDevice = new HashMap<>();
    private final NavigableMap<Long, Job> bySequence = new TreeMap<>();
    private final NavigableMap<Moment, Job> deadlines = new TreeMap<>();
    private final NavigableMap<Moment, Job> resting = new TreeMap<>();

    void add(long sequence, Job job) {
        byId.put(job.id(), new Numbered(sequence, job));
        bySequence.put(sequence, job);
        key(job).ifPresent(key -> byKey.put(key, job));
        if (!job.state().isSettled()) {
            byDevice.computeIfAbsent(job.device(), id -> new DeviceJobs()).add(sequence, job);
        }
        job.deadline().ifPresent(deadline -> deadlines.put(new Moment(deadline, sequence), job));
        if (job.state() == JobState.QUEUED
                && job.times().readyAt().isAfter(job.times().queuedAt())) {
            resting.put(new Moment(job.times().readyAt(), sequence), job);
        }
    }

    void remove(long sequence, Job job) {
        byId.remove(job.id());
        bySequence.remove(sequence);
        key(job).ifPresent(byKey::remove);
        @Nullable DeviceJobs own = byDevice.get(job.device());
        if (own != null) {
            own.remove(sequence, job);
            if (own.isEmpty()) {
                byDevice.remove(job.device());
            }
        }
        job.deadline().ifPresent(deadline -> deadlines.remove(new Moment(deadline, sequence)));
        resting.remove(new Moment(job.times().readyAt(), sequence));
    }

    int size() {
        return byId.size();
    }

    Optional<Numbered> find(JobId id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Job> byKey(DeviceId device, String key) {
        return Optional.ofNullable(byKey.get(new DeviceKey(device, key)));
    }

    Optional<DeviceJobs> of(DeviceId device) {
        return Optional.ofNullable(byDevice.get(device));
    }

    List<Job> due(Instant now, int limit) {
        return deadlines.headMap(new Moment(now, Long.MAX_VALUE), true).values().stream()
                .limit(limit)
                .toList();
    }

    List<DeviceId> becameReady(Instant after, Instant until) {
        NavigableSet<DeviceId> devices = new TreeSet<>();
        resting.subMap(new Moment(after, Long.MAX_VALUE), false, new Moment(until, Long.MAX_VALUE), true)
                .values()
                .forEach(job -> devices.add(job.device()));
        return List.copyOf(devices);
    }

    List<Numbered> search(JobQuery query) {
        return Pages.cut(bySequence, query);
    }

    private static Optional<DeviceKey> key(Job job) {
        return Optional.ofNullable(job.origin().key()).map(key -> new DeviceKey(job.device(), key));
    }
}
