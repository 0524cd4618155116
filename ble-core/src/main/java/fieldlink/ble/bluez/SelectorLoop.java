package fieldlink.ble.bluez;

import fieldlink.ble.EventLoop;
import fieldlink.ble.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one thread of the BlueZ adapter. It waits for the bus socket, for tasks and for time, whichever comes first, so
 * that replies, signals and deadlines are seen in one order and nothing here needs a lock.
 */
final class SelectorLoop implements EventLoop {
    /** What is done when a socket can be read or written. */
    interface Watcher {
        void ready(SelectionKey key);
    }

    private static final System.Logger LOG = System.getLogger(SelectorLoop.class.getName());

    private static final Comparator<Timer> SOONEST =
            Comparator.<Timer>comparingLong(timer -> timer.due).thenComparingLong(timer -> timer.order);

    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(2);

    private final Selector selector;
    private final Thread thread;
    private final long began = System.nanoTime();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** Touched by the loop's thread only. */
    private final TreeSet<Timer> timers = new TreeSet<>(SOONEST);

    private final AtomicLong timersMade = new AtomicLong();
    private volatile boolean closed;

    SelectorLoop(String name) {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("no selector for " + name, e);
        }
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void execute(Runnable task) {
        if (!offer(task)) {
            throw new RejectedExecutionException(thread.getName() + " is closed");
        }
    }

    /** Whether the task was taken: it is not any more when the loop is closed. */
    private boolean offer(Runnable task) {
        // Under the lock of close(), so that nothing slips in behind the last run of tasks.
        synchronized (tasks) {
            if (closed) {
                return false;
            }
            tasks.add(task);
        }
        if (!onLoop()) {
            selector.wakeup();
        }
        return true;
    }

    boolean onLoop() {
        return Thread.currentThread() == thread;
    }

    @Override
    public Duration now() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Override
    public Instant wallTime() {
        return Instant.now();
    }

    @Override
    public Registration schedule(Duration delay, Runnable task) {
        Timer timer = new Timer(now().plus(delay).toNanos(), timersMade.getAndIncrement(), task);
        if (onLoop()) {
            timers.add(timer);
        } else {
            execute(() -> timers.add(timer));
        }
        return timer;
    }

    private final class Timer implements Registration {
        private final long due;
        private final long order;
        private final Runnable task;
        private volatile boolean over;

        Timer(long due, long order, Runnable task) {
            this.due = due;
            this.order = order;
            this.task = task;
        }

        void fire() {
            if (!over) {
                guarded(task);
            }
        }

        @Override
        public void close() {
            over = true;
            if (onLoop()) {
                timers.remove(this);
            } else {
                offer(() -> timers.remove(this));
            }
        }
    }

    /** Lets a socket take part in the waiting. Only on the loop. */
    SelectionKey watch(SocketChannel channel, int interest, Watcher watcher) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, interest, watcher);
    }

    @Override
    public void close() {
        synchronized (tasks) {
            closed = true;
        }
        selector.wakeup();
        if (!onLoop()) {
            try {
                thread.join(CLOSE_DEADLINE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        try {
            while (!closed) {
                if (tasks.isEmpty()) {
                    selector.select(SelectorLoop::dispatch, millisToNextTimer());
                } else {
                    selector.selectNow(SelectorLoop::dispatch);
                }
                runTasks();
                runTimers();
            }
        } catch (IOException e) {
            LOG.log(Level.ERROR, "the bus loop cannot wait any more and ends", e);
        } finally {
            runTasks();
            closeQuietly();
        }
    }

    /** Zero means "for ever" to a selector, so a timer that is due already is waited for one millisecond. */
    private long millisToNextTimer() {
        if (timers.isEmpty()) {
            return 0;
        }
        long nanos = timers.first().due - now().toNanos();
        return Math.max(1, Duration.ofNanos(nanos).plusNanos(999_999).toMillis());
    }

    private static void dispatch(SelectionKey key) {
        guarded(() -> ((Watcher) key.attachment()).ready(key));
    }

    /** Those that were there at the beginning: a task that gives itself again must not starve the socket. */
    private void runTasks() {
        for (int left = tasks.size(); left > 0; left--) {
            Runnable task = tasks.poll();
            if (task != null) {
                guarded(task);
            }
        }
    }

    private void runTimers() {
        long now = now().toNanos();
        while (!timers.isEmpty() && timers.first().due <= now && !closed) {
            timers.pollFirst().fire();
        }
    }

    /** One mailbox, many tasks: what one of them did not foresee must not stop the others. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a task of the bus loop failed", e);
        }
    }

    private void closeQuietly() {
        try {
            selector.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing the selector failed", e);
        }
    }
}
