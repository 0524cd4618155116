package fieldlink.cli.gateway.panel;

import fieldlink.jobs.server.Panel;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Glances at something again and again while somebody looks at a panel, and not at all otherwise. */
final class Glances implements Panel.Look {
    private static final System.Logger LOG = System.getLogger(Glances.class.getName());

    private final ScheduledThreadPoolExecutor threads;

    /** @param most how many glances may be at it at the same time: one that waits for a device holds up no other */
    Glances(String panel, int most) {
        threads = new ScheduledThreadPoolExecutor(most, work -> {
            Thread thread = new Thread(work, "fieldlink-panel-" + panel);
            thread.setDaemon(true);
            return thread;
        });
    }

    Glances every(Duration pause, Runnable glance) {
        Future<?> unused = threads.scheduleWithFixedDelay(
                () -> {
                    try {
                        glance.run();
                    } catch (RuntimeException e) { // a part that is being stopped; the next glance finds out
                        LOG.log(System.Logger.Level.DEBUG, "a glance failed", e);
                    }
                },
                0,
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
        return this;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
