package fieldlink.jobs.agent;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The one thread that handlers run on. Knows when a handler goes on although it was told to stop. */
final class Worker implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread created = new Thread(work, "fieldlink-jobs-agent-worker");
        created.setDaemon(true);
        return created;
    });
    private volatile boolean busy;

    <T> Future<T> submit(Callable<T> work) {
        return thread.submit(() -> {
            busy = true;
            try {
                return work.call();
            } finally {
                busy = false;
            }
        });
    }

    /** Between jobs: whether the last handler is still at it. */
    boolean isBusy() {
        return busy;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
