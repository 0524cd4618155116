package fieldlink.jobs.store;

import fieldlink.jobs.JobLedger;
import fieldlink.jobs.JobSignal;
import fieldlink.jobs.JobStore;
import fieldlink.jobs.StoreException;
import fieldlink.jobs.StoreException.Status;
import fieldlink.jobs.queue.Book;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The queue in a directory, for one server: {@code state.db} with everything that is still to be done, and
 * {@code history.db} with what is over.
 *
 * <p>The unsettled part is held in memory as well, so that only changes touch the disk. One thread does all the work:
 * it takes whatever has come in, works on the book in memory, writes all changes with a single commit, and only then
 * answers. Under load one fsync thus carries many answers; without load an answer takes one fsync.
 */
public final class SqliteJobStore implements JobStore {
    private static final System.Logger LOG = System.getLogger(SqliteJobStore.class.getName());
    private static final int MOST_PER_COMMIT = 1_024;
    private static final long LOOK_MILLIS = 1_000;

    private final SqliteDirectory directory;
    private final SqliteJournal journal;
    private final SqliteHistory history;
    private final Book book;
    private final SqliteFiler filer;
    private final Trouble trouble = new Trouble();
    private final LinkedBlockingQueue<Task<?>> inbox = new LinkedBlockingQueue<>();
    private final Thread writer;
    private volatile boolean closed;
    /** Nobody looks into the inbox any more. */
    private volatile boolean gone;

    /** A unit of work with whoever waits for it. */
    private static final class Task<T> {
        private final Function<? super JobLedger, ? extends T> work;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private @Nullable T result;
        private @Nullable Throwable failure;

        Task(Function<? super JobLedger, ? extends T> work) {
            this.work = work;
        }

        void run(Book book) {
            int before = book.changes().size();
            try {
                result = work.apply(book);
            } catch (Exception e) { // the mailbox: whatever the work throws is its caller's
                book.undo(before);
                failure = e;
            }
        }

        void fail(Throwable cause) {
            failure = failure == null ? cause : failure;
        }

        void answer() {
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else {
                answer.complete(result);
            }
        }
    }

    private SqliteJobStore(SqliteDirectory directory) throws SQLException {
        this.directory = directory;
        history = new SqliteHistory(directory.openHistory());
        journal = new SqliteJournal(directory.openState());
        book = new Book(history);
        journal.restore(book);
        book.continueAfter(history.lastSequence());
        filer = new SqliteFiler(new SqliteHistory(directory.connectHistory()), book, journal);
        writer = new Thread(this::work, "fieldlink-jobs-writer");
        writer.start();
    }

    /**
     * Opens the queue in a directory, or begins one there.
     *
     * @throws StoreException with {@code DAMAGED} when the state does not stand its check, with {@code UNAVAILABLE} when
     *     another process uses the directory
     */
    public static SqliteJobStore open(Path directory) {
        SqliteDirectory held = SqliteDirectory.hold(directory);
        try {
            return new SqliteJobStore(held);
        } catch (SQLException e) {
            held.close();
            throw Failure.of(e, "cannot open the queue in " + directory);
        } catch (StoreException e) {
            held.close();
            throw e;
        }
    }

    @Override
    public <T> CompletionStage<T> transact(Function<? super JobLedger, ? extends T> work) {
        Task<T> task = new Task<>(work);
        inbox.add(task);
        if (gone) {
            refuseTheRest();
        }
        return task.answer;
    }

    /** Copies both files while work goes on, and keeps the newest copies. */
    public Path backUp(int copies) {
        return directory.backUp(copies);
    }

    /** Whether there is a copy that is no older. */
    public boolean isBackedUp(Duration age) {
        Instant now = Instant.now();
        return directory.hasCopy(now.minus(age), now);
    }

    @Override
    public void announce(JobSignal signal) {
        // One server has the directory for itself.
    }

    @Override
    public void listen(Consumer<JobSignal> listener) {
        // One server has the directory for itself.
    }

    @Override
    public Optional<StoreException> trouble() {
        return trouble.now();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        inbox.add(new Task<>(ledger -> true));
        try {
            writer.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        List<Task<?>> tasks = new ArrayList<>();
        try {
            while (!closed || !inbox.isEmpty()) {
                take(tasks);
                runAll(tasks);
                tasks.clear();
                if (trouble.isAny() && inbox.isEmpty()) {
                    tryAgain();
                }
                filer.tick(this::betweenCommits);
            }
        } finally {
            // After a bug, too, nobody is left waiting: what was not committed is refused.
            gone = true;
            tasks.forEach(SqliteJobStore::refuse);
            refuseTheRest();
            letGo();
        }
    }

    private void betweenCommits(Runnable work) {
        inbox.add(new Task<>(ledger -> {
            work.run();
            return true;
        }));
    }

    private void take(List<Task<?>> tasks) {
        try {
            Task<?> first = inbox.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                tasks.add(first);
                inbox.drainTo(tasks, MOST_PER_COMMIT - 1);
            }
        } catch (InterruptedException e) {
            // Nobody but this class knows the thread; whoever interrupts it wants the store closed.
            closed = true;
        }
    }

    private void runAll(List<Task<?>> tasks) {
        tasks.forEach(task -> task.run(book));
        if (!book.changes().isEmpty()) {
            try {
                journal.write(book.changes());
                book.written();
                written();
            } catch (SQLException e) {
                book.undo(0);
                StoreException failure = Failure.of(e, "the queue could not be written");
                trouble.began(failure);
                tasks.forEach(task -> task.fail(failure));
            }
        }
        tasks.forEach(Task::answer);
    }

    /** Nobody need come to grief to find out that the disk has room again. */
    private void tryAgain() {
        try {
            journal.touch();
            written();
        } catch (SQLException e) {
            trouble.began(Failure.of(e, "the queue could not be written"));
        }
    }

    /** A small change may still fit on a disk that is full; that is no end of the trouble. */
    private void written() {
        if (trouble.isAny() && directory.hasRoom()) {
            trouble.over();
        }
    }

    private void letGo() {
        filer.close();
        try {
            journal.write(List.of());
            journal.close();
            history.close();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.WARNING, "the queue was not closed cleanly: " + e.getMessage());
        }
        directory.close();
    }

    private void refuseTheRest() {
        List<Task<?>> late = new ArrayList<>();
        inbox.drainTo(late);
        late.forEach(SqliteJobStore::refuse);
    }

    private static void refuse(Task<?> task) {
        task.fail(new StoreException(Status.CLOSED, "the queue is closed"));
        task.answer();
    }
}
