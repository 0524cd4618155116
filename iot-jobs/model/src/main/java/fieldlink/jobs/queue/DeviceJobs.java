package fieldlink.jobs.queue;

import fieldlink.jobs.Job;
import fieldlink.jobs.JobState;
import fieldlink.jobs.Lane;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The unsettled jobs of one device, in the orders in which they are asked for. */
final class DeviceJobs {
    /** Where a job stands in its device's queue. */
    private record Place(Lane lane, long sequence) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::lane).reversed().thenComparingLong(Place::sequence);

        static Place of(long sequence, Job job) {
            return new Place(job.terms().lane(), sequence);
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private record Rest(Instant until, long sequence) implements Comparable<Rest> {
        private static final Comparator<Rest> ORDER =
                Comparator.comparing(Rest::until).thenComparingLong(Rest::sequence);

        @Override
        public int compareTo(Rest other) {
            return ORDER.compare(this, other);
        }
    }

    private final NavigableMap<Long, Job> live = new TreeMap<>();
    private final NavigableMap<Place, Job> ready = new TreeMap<>();
    /** Queued but held back: kept apart, so that a poll need not step over thousands of them. */
    private final NavigableMap<Rest, Job> resting = new TreeMap<>();

    private final NavigableMap<Long, Job> inFlight = new TreeMap<>();

    void add(long sequence, Job job) {
        live.put(sequence, job);
        if (job.state().isInFlight()) {
            inFlight.put(sequence, job);
        } else if (job.state() == JobState.QUEUED) {
            if (job.times().readyAt().isAfter(job.times().queuedAt())) {
                resting.put(new Rest(job.times().readyAt(), sequence), job);
            } else {
                ready.put(Place.of(sequence, job), job);
            }
        }
    }

    void remove(long sequence, Job job) {
        live.remove(sequence);
        inFlight.remove(sequence);
        ready.remove(Place.of(sequence, job));
        resting.remove(new Rest(job.times().readyAt(), sequence));
    }

    Optional<Job> firstReady(Instant now) {
        while (!resting.isEmpty() && !resting.firstKey().until().isAfter(now)) {
            var rested = resting.pollFirstEntry();
            ready.put(Place.of(rested.getKey().sequence(), rested.getValue()), rested.getValue());
        }
        return ready.values().stream().filter(job -> job.isReady(now)).findFirst();
    }

    int queued() {
        return ready.size() + resting.size();
    }

    List<Job> inFlight() {
        return List.copyOf(inFlight.values());
    }

    List<Job> live() {
        return List.copyOf(live.values());
    }

    boolean isEmpty() {
        return live.isEmpty();
    }
}
