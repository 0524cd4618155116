package fieldlink.ble.session;

import fieldlink.ble.EventLoop;
import fieldlink.ble.Registration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** An {@link EventLoop} on a thread of its own, in real time. */
public final class ThreadLoop implements EventLoop {
    private static final System.Logger LOG = System.getLogger(ThreadLoop.class.getName());
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private record Task(long due, long order, boolean scheduled, Runnable work) {}

    private final InstantSource wall;
    private final long began = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
    private final Thread thread;
    private long given;
    private boolean closed;

    private ThreadLoop(String name, InstantSource wall) {
        this.wall = wall;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** @param name of the thread, as it appears in thread dumps: fieldlink-ble-... */
    public static ThreadLoop start(String name, InstantSource wall) {
        ThreadLoop loop = new ThreadLoop(name, wall);
        loop.thread.start();
        return loop;
    }

    @Override
    public Duration now() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Override
    public Instant wallTime() {
        return wall.instant();
    }

    @Override
    public void execute(Runnable task) {
        if (add(now(), false, task) == null) {
            throw new RejectedExecutionException(thread.getName() + " is closed");
        }
    }

    @Override
    public Registration schedule(Duration delay, Runnable task) {
        Task added = add(now().plus(delay), true, task);
        return () -> {
            lock.lock();
            try {
                tasks.remove(added);
            } finally {
                lock.unlock();
            }
        };
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            tasks.removeIf(Task::scheduled);
            changed.signal();
        } finally {
            lock.unlock();
        }
        if (Thread.currentThread() != thread) {
            try {
                thread.join(CLOSE_PATIENCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private @Nullable Task add(Duration due, boolean scheduled, Runnable work) {
        lock.lock();
        try {
            if (closed) {
                return null;
            }
            Task task = new Task(due.toNanos(), given++, scheduled, work);
            tasks.add(task);
            changed.signal();
            return task;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (Task task = next(); task != null; task = next()) {
            try {
                task.work().run();
            } catch (Exception e) { // one task's bug must not take the loop from the others
                LOG.log(System.Logger.Level.ERROR, "a task of " + thread.getName() + " failed", e);
            }
        }
    }

    /** Waits for the next task that is due; null when the loop is closed and everything given before was run. */
    private @Nullable Task next() {
        lock.lock();
        try {
            while (true) {
                Task first = tasks.peek();
                long wait = first == null ? Long.MAX_VALUE : first.due() - now().toNanos();
                if (first != null && wait <= 0) {
                    return tasks.poll();
                }
                if (closed) {
                    return null;
                }
                long unused = changed.awaitNanos(wait);
            }
        } catch (InterruptedException e) {
            // Nobody has business interrupting this thread: it ends by close(), and here it ends early.
            LOG.log(System.Logger.Level.ERROR, thread.getName() + " was interrupted and ends");
            closed = true;
            return null;
        } finally {
            lock.unlock();
        }
    }
}
