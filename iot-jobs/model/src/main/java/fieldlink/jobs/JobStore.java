package fieldlink.jobs;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where the queue is kept. Implementations pass one contract suite; they differ in what survives.
 *
 * <p>Safe for use from any thread.
 */
public interface JobStore extends AutoCloseable {
    /**
     * Runs a unit of work alone against the book. All of its changes take hold, or none.
     *
     * @param work returns quickly, never waits, and may be run again when the store had to start over
     * @return completed when the changes are durable; exceptionally with what the work threw, or with a
     *     {@link StoreException}. Callbacks run on the store's own thread and must not block it.
     */
    <T> CompletionStage<T> transact(Function<? super JobLedger, ? extends T> work);

    /**
     * Tells the other servers on this queue what changed here; nothing to do for a store that only one server uses.
     */
    void announce(JobSignal signal);

    /** Hears what other servers announce, on the store's own thread. One listener at a time. */
    void listen(Consumer<JobSignal> listener);

    /** Why the last attempt to write failed, until one succeeds: a store in trouble goes on trying by itself. */
    Optional<StoreException> trouble();

    /** Finishes what was begun, then lets go. */
    @Override
    void close();
}
