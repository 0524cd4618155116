package fieldlink.jobs.robot.worker;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process that is started before anybody needs it, so that an upload or a restart need not wait for an interpreter. */
final class SpareProcess implements AutoCloseable {
    private static final Logger LOG = System.getLogger(SpareProcess.class.getName());
    /** After one was taken: whoever took it has work for the processor first. */
    private static final long REFILL_MILLIS = 500;

    /** How one is started. */
    interface Starter {
        ProcessTree start() throws IOException;
    }

    private final Starter starter;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, body -> {
        Thread created = new Thread(body, "fieldlink-robot-spare");
        created.setDaemon(true);
        return created;
    });
    private @Nullable ProcessTree waiting;
    private boolean closed;

    SpareProcess(Starter starter) {
        this.starter = starter;
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** The one that waits, or a new one. */
    ProcessTree take() throws IOException {
        ProcessTree taken = takeWaiting();
        try {
            var unused = thread.schedule(this::refill, REFILL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.log(Level.DEBUG, "no spare process is started any more");
        }
        return taken != null && taken.root().isAlive() ? taken : starter.start();
    }

    private synchronized @Nullable ProcessTree takeWaiting() {
        ProcessTree taken = waiting;
        waiting = null;
        return taken;
    }

    private synchronized void refill() {
        if (closed || waiting != null) {
            return;
        }
        try {
            waiting = starter.start();
        } catch (IOException failed) {
            LOG.log(Level.DEBUG, "there is no spare process: {0}", failed.getMessage());
        }
    }

    @Override
    public void close() {
        ProcessTree left;
        synchronized (this) {
            closed = true;
            left = takeWaiting();
        }
        thread.shutdown();
        if (left != null) {
            left.kill();
        }
    }
}
