package fieldlink.jobs.server;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What comes about in its own time, and within a bounded one. */
final class Awaited {
    private static final long PATIENCE_SECONDS = 40;

    private Awaited() {}

    static void that(String what, BooleanSupplier comesAbout) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!comesAbout.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE_SECONDS + " s: " + what);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting: " + what, e);
            }
        }
    }
}
