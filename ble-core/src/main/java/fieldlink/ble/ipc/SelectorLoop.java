package fieldlink.ble.ipc;

import fieldlink.ble.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** One thread that waits for all sockets at once and runs tasks between; everything of the daemon's state lives on it. */
final class SelectorLoop implements Executor, AutoCloseable {
    private static final Logger LOG = System.getLogger(SelectorLoop.class.getName());
    private static final long LONGEST_WAIT_MILLIS = 60_000;
    private static final long CLOSE_MILLIS = 900;

    /** What is called when a channel can do what it waits for. */
    interface Ready {
        void ready(SelectionKey key);
    }

    private final Selector selector;
    private final Thread thread;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** Set while a wake-up is on its way, so that a burst of tasks costs one. */
    private final AtomicBoolean woken = new AtomicBoolean();

    private volatile boolean closed;
    private volatile boolean over;
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>((one, other) -> Long.compare(one.dueNanos - other.dueNanos, 0));

    private record Timer(long dueNanos, Runnable task) {
        long remainingMillis() {
            return Math.max(0, (dueNanos - System.nanoTime() + 999_999) / 1_000_000);
        }
    }

    SelectorLoop(String threadName) {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void execute(Runnable task) {
        offer(task);
    }

    /** Has a task run soon; false when the loop is over and it never will. */
    boolean offer(Runnable task) {
        tasks.add(task);
        if (over) {
            // Unless the loop's last look has taken it after all.
            return !tasks.remove(task);
        }
        if (Thread.currentThread() != thread && woken.compareAndSet(false, true)) {
            selector.wakeup();
        }
        return true;
    }

    /** Runs a task later, unless closed before. On the loop's own thread, or before it starts. */
    Registration schedule(Duration delay, Runnable task) {
        Timer timer = new Timer(System.nanoTime() + delay.toNanos(), task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    /** On the loop's own thread, or before it starts. */
    SelectionKey register(SelectableChannel channel, int interest, Ready ready) throws IOException {
        return channel.register(selector, interest, ready);
    }

    private void run() {
        while (!closed) {
            try {
                select();
                runTasks();
                runTimers();
            } catch (IOException e) {
                LOG.log(Level.ERROR, "waiting for sockets failed", e);
            }
        }
        over = true;
        while (!tasks.isEmpty()) {
            runTasks();
        }
    }

    private void select() throws IOException {
        if (tasks.isEmpty()) {
            Timer next = timers.peek();
            // Zero would mean to wait for ever.
            selector.select(next == null ? LONGEST_WAIT_MILLIS : Math.max(1, next.remainingMillis()));
        } else {
            selector.selectNow();
        }
        // Before the tasks are taken, so that one added from now on wakes the next round.
        woken.set(false);
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isValid() && key.attachment() instanceof Ready ready) {
                guarded(() -> ready.ready(key));
            }
        }
        selector.selectedKeys().clear();
    }

    private void runTasks() {
        // As many as there are now: tasks that beget tasks must not keep the sockets waiting.
        for (int left = tasks.size(); left > 0; left--) {
            Runnable task = tasks.poll();
            if (task != null) {
                guarded(task);
            }
        }
    }

    private void runTimers() {
        Timer next = timers.peek();
        while (next != null && next.remainingMillis() == 0) {
            timers.remove(next);
            guarded(next.task());
            next = timers.peek();
        }
    }

    /** The mailbox: a bug in one client's handling is logged and ends nobody else's connection. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (Exception e) {
            LOG.log(Level.ERROR, "a bug in handling a client", e);
        }
    }

    /** Returns when the thread has ended, or after a second. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            if (Thread.currentThread() != thread) {
                thread.join(CLOSE_MILLIS);
            }
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "closing the selector failed", e);
        }
    }
}
