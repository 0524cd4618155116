package fieldlink.jobs.robot.host;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A thread beside the mailbox for what may block: disks and process starts, one after the other. Every piece of work is
 * answered in the mailbox within its time, even when the thread hangs in it or in one before it.
 */
final class Bench implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Bench.class.getName());

    private final Mailbox mailbox;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(body -> {
        Thread created = new Thread(body, "fieldlink-robot-projects");
        created.setDaemon(true);
        return created;
    });

    Bench(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    /** What becomes of a piece of work: one of done and failed is told, and late after failed at most. */
    record Ends<T>(Consumer<T> done, Consumer<String> failed, Consumer<T> late) {
        static <T> Ends<T> of(Consumer<T> done, Consumer<String> failed) {
            return new Ends<>(done, failed, unwanted -> {});
        }
    }

    <T> void run(Supplier<T> work, Duration deadline, Ends<T> ends) {
        Piece<T> piece = new Piece<>(ends);
        mailbox.after(deadline, () -> piece.fail("it was not done within " + deadline.toMillis() + " ms"));
        try {
            thread.execute(() -> {
                try {
                    T result = work.get();
                    mailbox.post(() -> piece.finish(result));
                } catch (RuntimeException broken) {
                    LOG.log(Level.ERROR, "work on a project failed", broken);
                    mailbox.post(() -> piece.fail(String.valueOf(broken.getMessage())));
                }
            });
        } catch (RejectedExecutionException closed) {
            mailbox.post(() -> piece.fail("the server is shutting down"));
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }

    /** Confined to the mailbox. */
    private static final class Piece<T> {
        private final Ends<T> ends;
        private boolean told;

        Piece(Ends<T> ends) {
            this.ends = ends;
        }

        void finish(T result) {
            Consumer<T> hears = told ? ends.late() : ends.done();
            told = true;
            hears.accept(result);
        }

        void fail(String problem) {
            if (!told) {
                told = true;
                ends.failed().accept(problem);
            }
        }
    }
}
