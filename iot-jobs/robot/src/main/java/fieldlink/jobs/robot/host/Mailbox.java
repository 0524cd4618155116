package fieldlink.jobs.robot.host;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The host's one thread: everything that is decided is decided here, in order. Nothing in it may block. */
final class Mailbox implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Mailbox.class.getName());

    private final ScheduledThreadPoolExecutor thread;

    Mailbox() {
        thread = new ScheduledThreadPoolExecutor(1, body -> {
            Thread created = new Thread(body, "fieldlink-robot-host");
            created.setDaemon(true);
            return created;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void post(Runnable action) {
        after(Duration.ZERO, action);
    }

    void after(Duration delay, Runnable action) {
        try {
            var unused = thread.schedule(() -> run(action), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.log(Level.DEBUG, "the host has been closed; an event came too late");
        }
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (Exception bug) { // the mailbox loop: a bug in one answer must not silence the host
            LOG.log(Level.ERROR, "the robot host failed to handle an event", bug);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
