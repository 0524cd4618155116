package fieldlink.jobs.robot.undertow;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The steady time of all sessions of a server, and the one thread that wakes them. */
final class SessionClock implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;
    private final long origin = System.nanoTime();

    SessionClock() {
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "fieldlink-robot-sessions");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Milliseconds since this clock was made. */
    long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - origin);
    }

    /** @param action throws nothing; dropped when the clock has been closed by then */
    void after(Duration delay, Runnable action) {
        if (!timer.isShutdown()) {
            var unused = timer.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        timer.shutdown();
    }
}
