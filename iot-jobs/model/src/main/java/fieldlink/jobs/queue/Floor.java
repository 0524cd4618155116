package fieldlink.jobs.queue;

import fieldlink.jobs.Job;
import fieldlink.jobs.JobSignal;
import fieldlink.jobs.JobStore;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs units of work and, once they are durable, tells everybody who listens which jobs changed. */
final class Floor {
    private final JobStore store;
    private final Clockwork clockwork;
    private final List<Consumer<JobSignal>> listeners = new CopyOnWriteArrayList<>();

    private record Done<T>(T result, List<Job> changed) {}

    Floor(JobStore store, Clockwork clockwork) {
        this.store = store;
        this.clockwork = clockwork;
        store.listen(this::spread);
    }

    <T> CompletionStage<T> work(Function<Unit, T> work) {
        return store.<Done<T>>transact(ledger -> {
                    Unit unit = new Unit(ledger, now(), clockwork.ids());
                    T result = work.apply(unit);
                    return new Done<>(result, List.copyOf(unit.changed()));
                })
                .thenApply(done -> {
                    done.changed().forEach(this::tell);
                    return done.result();
                });
    }

    Instant now() {
        return clockwork.clock().instant();
    }

    long nanos() {
        return clockwork.nanos().getAsLong();
    }

    void listen(Consumer<JobSignal> listener) {
        listeners.add(listener);
    }

    void unlisten(Consumer<JobSignal> listener) {
        listeners.remove(listener);
    }

    private void tell(Job job) {
        JobSignal signal = JobSignal.of(job);
        store.announce(signal);
        spread(signal);
    }

    private void spread(JobSignal signal) {
        listeners.forEach(listener -> listener.accept(signal));
    }
}
