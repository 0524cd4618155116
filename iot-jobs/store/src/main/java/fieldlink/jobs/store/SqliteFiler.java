package fieldlink.jobs.store;

import fieldlink.jobs.AuditEntry;
import fieldlink.jobs.JobLedger.Numbered;
import fieldlink.jobs.queue.Book;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves what is settled from the state file to the history file, on a thread of its own: nobody who waits for the writer
 * waits for the history. Until a job is in the history for certain it stays in the state file and in the book; what
 * fails is tried again.
 *
 * <p>Everything here but the writing itself belongs to the writer's thread.
 */
final class SqliteFiler {
    private static final System.Logger LOG = System.getLogger(SqliteFiler.class.getName());
    private static final int WORTH_IT = 2_000;
    private static final int TOO_MANY = 50_000;
    private static final long REST_MILLIS = 1_000;
    private static final long PATIENCE_SECONDS = 30;

    private final SqliteHistory history;
    private final Book book;
    private final SqliteJournal journal;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(work -> new Thread(work, "fieldlink-jobs-filer"));
    private @Nullable CountDownLatch underWay;
    private long lastBegun = System.nanoTime();
    private boolean failed;
    /** Belongs to whoever files. */
    private boolean warned;

    /** @param history on a connection that nobody else uses */
    SqliteFiler(SqliteHistory history, Book book, SqliteJournal journal) {
        this.history = history;
        this.book = book;
        this.journal = journal;
    }

    /** What is filed at once. */
    private record Pile(List<Numbered> settled, List<AuditEntry> audit, long lastAudit) {}

    /**
     * Begins to file when there is reason to. To be called between commits.
     *
     * @param writer runs what it is given between commits, on the writer's thread
     */
    void tick(Consumer<Runnable> writer) {
        CountDownLatch current = underWay;
        if (current != null) {
            if (book.settledCount() >= TOO_MANY) {
                // The disk takes in less than comes in: whoever brings more waits, rather than that memory grows.
                await(current);
            }
            return;
        }
        if (isDue()) {
            Pile pile = pile();
            CountDownLatch over = new CountDownLatch(1);
            underWay = over;
            thread.execute(() -> {
                boolean filed = file(pile);
                writer.accept(() -> finish(pile, filed));
                over.countDown();
            });
        }
    }

    /** Finishes what is under way, and files the rest. */
    void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        Pile rest = pile();
        finish(rest, file(rest));
        try {
            history.close();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.WARNING, "the history was not closed cleanly: " + e.getMessage());
        }
    }

    private boolean isDue() {
        long rested = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastBegun);
        boolean any = book.settledCount() > 0 || !book.audit().isEmpty();
        return any && (rested >= REST_MILLIS || (book.settledCount() >= WORTH_IT && !failed));
    }

    private Pile pile() {
        lastBegun = System.nanoTime();
        return new Pile(book.settled(), book.audit(), journal.lastAudit());
    }

    private boolean file(Pile pile) {
        try {
            history.file(pile.settled(), pile.audit(), pile.lastAudit());
            warned = false;
            return true;
        } catch (SQLException e) {
            if (!warned) {
                LOG.log(System.Logger.Level.WARNING, "settled jobs stay in the state file for now: " + e.getMessage());
            }
            warned = true;
            return false;
        }
    }

    private void finish(Pile pile, boolean filed) {
        underWay = null;
        failed = !filed;
        if (filed) {
            journal.filed(pile.settled(), pile.lastAudit());
            book.moved(pile.settled(), pile.audit().size());
        }
    }

    private static void await(CountDownLatch over) {
        try {
            if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "the history file is too slow for what comes in");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
