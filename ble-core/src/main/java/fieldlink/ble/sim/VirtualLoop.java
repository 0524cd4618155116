package fieldlink.ble.sim;

import fieldlink.ble.EventLoop;
import fieldlink.ble.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;

/**
 * Virtual time: nothing moves until a test says so, and then everything that is due runs in order in the test's own
 * thread. An hour passes in milliseconds, and the same test runs the same way each time.
 */
public final class VirtualLoop implements EventLoop {
    /** More tasks than this without time passing is a loop that would never end. */
    private static final int LIMIT = 1_000_000;

    private record Task(Duration due, long order, Runnable work) {}

    private final Instant beginning;
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparingLong(Task::order));
    private Duration now = Duration.ZERO;
    private long given;
    private boolean closed;

    /** @param beginning the wall-clock time at which virtual time begins */
    public VirtualLoop(Instant beginning) {
        this.beginning = beginning;
    }

    @Override
    public Duration now() {
        return now;
    }

    @Override
    public Instant wallTime() {
        return beginning.plus(now);
    }

    @Override
    public void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("the virtual loop is closed");
        }
        tasks.add(new Task(now, given++, task));
    }

    @Override
    public Registration schedule(Duration delay, Runnable task) {
        Task scheduled = new Task(now.plus(delay), given++, task);
        tasks.add(scheduled);
        return () -> tasks.remove(scheduled);
    }

    /** Lets time pass, and everything happen that falls into it. */
    public void advance(Duration time) {
        Duration end = now.plus(time);
        boolean unused = runUntil(() -> false, end);
        now = end;
    }

    /** Runs what is due now, without time passing. */
    public void settle() {
        advance(Duration.ZERO);
    }

    /**
     * Lets time pass until a condition holds.
     *
     * @return whether it came to hold within the limit
     */
    public boolean advanceUntil(BooleanSupplier condition, Duration limit) {
        return runUntil(condition, now.plus(limit));
    }

    @Override
    public void close() {
        settle();
        closed = true;
        tasks.clear();
    }

    private boolean runUntil(BooleanSupplier condition, Duration end) {
        int inOneMoment = 0;
        while (!condition.getAsBoolean()) {
            Task next = tasks.peek();
            if (next == null || next.due().compareTo(end) > 0) {
                return false;
            }
            tasks.remove();
            inOneMoment = next.due().compareTo(now) > 0 ? 0 : inOneMoment + 1;
            if (inOneMoment > LIMIT) {
                throw new IllegalStateException("time stands still at " + now + ": tasks beget tasks");
            }
            now = later(now, next.due());
            next.work().run();
        }
        return true;
    }

    private static Duration later(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
