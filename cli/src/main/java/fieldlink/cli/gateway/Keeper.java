package fieldlink.cli.gateway;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one part at work, on a thread of its own: starts it, tries again when that fails, asks it how it is, starts it
 * anew when it is stuck, and stops it. Whatever the part throws ends here.
 */
final class Keeper {
    /** How often in a row a part may fail to answer before it is taken for stuck. */
    private static final int MISSES = 3;

    private final Part part;
    private final Pace pace;
    private final Consumer<String> remarks;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private PartReport.State state = PartReport.State.STARTING;
    private String detail = "";
    private long since = System.nanoTime();
    private boolean stopping;
    private final AtomicInteger starts = new AtomicInteger();
    private volatile long heardAt = System.nanoTime();
    private volatile Part.@Nullable Running running;

    /**
     * @param look between two questions how a part is
     * @param firstRetry after the first failure; doubled after each further one
     */
    record Pace(Duration look, Duration firstRetry, Duration longestRetry) {
        static final Pace STANDARD = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMinutes(1));

        Duration retryAfter(int failures) {
            Duration doubled = firstRetry.multipliedBy(1L << Math.min(failures - 1, 20));
            return doubled.compareTo(longestRetry) > 0 ? longestRetry : doubled;
        }
    }

    /** @param remarks told of what fails and of what comes back, a line each */
    Keeper(Part part, Pace pace, Consumer<String> remarks) {
        this.part = part;
        this.pace = pace;
        this.remarks = remarks;
        thread = new Thread(this::keep, "fieldlink-gateway-" + part.name());
        thread.setDaemon(true);
    }

    /** Begins, and waits for the end of the first attempt, but not for ever. */
    PartReport start(Duration patience) throws InterruptedException {
        thread.start();
        long left = patience.toNanos();
        lock.lock();
        try {
            while (state == PartReport.State.STARTING && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
        return report();
    }

    PartReport report() {
        lock.lock();
        try {
            return new PartReport(
                    part.name(), state, detail, Duration.ofNanos(System.nanoTime() - since), starts.get());
        } finally {
            lock.unlock();
        }
    }

    /** Whether the process has to be started anew because of this part. */
    boolean isBeyondHelp() {
        Duration silent = Duration.ofNanos(System.nanoTime() - heardAt);
        return part.isVital() && running != null && silent.compareTo(pace.look().multipliedBy(MISSES + 1)) > 0;
    }

    /** What the part counts; nothing while it is not at work or cannot say. */
    List<String> metrics() {
        Part.Running current = running;
        try {
            return current == null ? List.of() : current.metrics();
        } catch (Exception e) { // the border between parts: whatever one of them throws stays its own
            return List.of();
        }
    }

    /** Stops the part and waits for that, but not for ever. */
    void stop(Duration patience) {
        lock.lock();
        try {
            stopping = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (running == null) {
            thread.interrupt();
        }
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            remarks.accept(part.name() + " did not stop within " + patience.toSeconds() + " s; left behind");
        }
    }

    private void keep() {
        int failures = 0;
        try {
            while (!isStopping()) {
                Part.Running started = begin(failures);
                if (started == null) {
                    failures++;
                    pause(pace.retryAfter(failures));
                } else {
                    failures = 0;
                    watch(started);
                    end(started);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        become(PartReport.State.STOPPED, "");
    }

    private Part.@Nullable Running begin(int failures) throws InterruptedException {
        try {
            Part.Running started = part.start();
            heardAt = System.nanoTime();
            running = started;
            if (failures > 0) {
                remarks.accept(part.name() + " is up now");
            }
            starts.incrementAndGet();
            become(PartReport.State.UP, started.description());
            return started;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) { // the border between parts
            String why = e.getMessage() == null ? e.toString() : e.getMessage();
            if (failures == 0) {
                remarks.accept(part.name() + " did not start: " + why + "; it is tried again from time to time");
            }
            become(PartReport.State.FAILED, why);
            return null;
        }
    }

    /** Until it is to be stopped. */
    private void watch(Part.Running watched) throws InterruptedException {
        int misses = 0;
        while (true) {
            pause(pace.look());
            if (isStopping()) {
                return;
            }
            if (answers(watched)) {
                heardAt = System.nanoTime();
                if (misses >= MISSES) {
                    become(PartReport.State.UP, watched.description());
                }
                misses = 0;
            } else if (++misses == MISSES) {
                become(PartReport.State.STUCK, "does not answer");
                remarks.accept(part.name() + " makes no progress"
                        + (part.isVital() ? "; systemd will restart the gateway" : "; it is started anew"));
                if (!part.isVital()) {
                    return;
                }
            }
        }
    }

    private static boolean answers(Part.Running watched) throws InterruptedException {
        try {
            return watched.makesProgress();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) { // the border between parts
            return false;
        }
    }

    private void end(Part.Running ended) throws InterruptedException {
        try {
            ended.stop();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) { // the border between parts
            remarks.accept(part.name() + " did not stop cleanly: " + e);
        } finally {
            running = null;
        }
    }

    private void pause(Duration time) throws InterruptedException {
        long left = time.toNanos();
        lock.lock();
        try {
            while (!stopping && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    private void become(PartReport.State next, String why) {
        lock.lock();
        try {
            since = next == state ? since : System.nanoTime();
            state = next;
            detail = why;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
