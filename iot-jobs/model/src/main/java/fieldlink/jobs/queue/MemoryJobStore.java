package fieldlink.jobs.queue;

import fieldlink.jobs.AuditEntry;
import fieldlink.jobs.JobLedger;
import fieldlink.jobs.JobLedger.Numbered;
import fieldlink.jobs.JobSignal;
import fieldlink.jobs.JobStore;
import fieldlink.jobs.Retention;
import fieldlink.jobs.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** The store that forgets when the process ends. Work is done on the caller's thread, one unit at a time. */
public final class MemoryJobStore implements JobStore {
    private final MemoryArchive archive;
    private final Book book;
    private boolean closed;

    public MemoryJobStore() {
        this(Retention.DEFAULT);
    }

    public MemoryJobStore(Retention retention) {
        archive = new MemoryArchive(retention);
        book = new Book(archive);
    }

    @Override
    public <T> CompletionStage<T> transact(Function<? super JobLedger, ? extends T> work) {
        try {
            return CompletableFuture.completedFuture(run(work));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized <T> T run(Function<? super JobLedger, ? extends T> work) {
        if (closed) {
            throw new StoreException(StoreException.Status.CLOSED, "the store is closed");
        }
        boolean done = false;
        try {
            T result = work.apply(book);
            done = true;
            return result;
        } finally {
            if (done) {
                keep();
            } else {
                book.undo(0);
            }
        }
    }

    private void keep() {
        book.written();
        List<Numbered> settled = book.settled();
        settled.forEach(archive::add);
        List<AuditEntry> audit = book.audit();
        audit.forEach(archive::add);
        book.moved(settled, audit.size());
    }

    @Override
    public void announce(JobSignal signal) {
        // Nobody else is on this queue.
    }

    @Override
    public void listen(Consumer<JobSignal> listener) {
        // Nobody else is on this queue.
    }

    @Override
    public Optional<StoreException> trouble() {
        return Optional.empty();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
