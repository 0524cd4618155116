package fieldlink.ccm.engine;

import fieldlink.ccm.actuator.ActuatorEffect;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Signal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Repeats what the board says, on a thread of its own: it goes on, and cuts off what runs too long, even while the
 * engine's thread is stuck. Every method may be called from any thread and returns at once.
 */
final class SignalSender implements Signals {
    private static final long LONGEST_NAP = TimeUnit.MILLISECONDS.toNanos(500);

    private final SignalBoard board;
    private final HouseClock clock;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final AtomicLong progress = new AtomicLong();
    private boolean open = true;

    SignalSender(SignalBoard board, HouseClock clock) {
        this.board = board;
        this.clock = clock;
    }

    /** The sender's thread; ends after {@link #close}. */
    void run() {
        lock.lock();
        try {
            while (open) {
                board.pump(clock.now());
                progress.incrementAndGet();
                long nap =
                        Math.min(LONGEST_NAP, board.due().nanos() - clock.now().nanos());
                // Even the shortest nap lets go of the lock: a new word never waits for a thousand old ones.
                changed.awaitNanos(Math.max(1, nap));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public SignalBoard.Shown show(String actuator, ActuatorEffect.Show show) {
        lock.lock();
        try {
            SignalBoard.Shown shown = board.show(actuator, show, clock.now());
            changed.signal();
            return shown;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void hush(String actuator) {
        lock.lock();
        try {
            board.hush(actuator);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void latch(Function<ActuatorSpec, Signal> off) {
        lock.lock();
        try {
            board.latch(clock.now(), off);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void unlatch() {
        lock.lock();
        try {
            board.unlatch();
        } finally {
            lock.unlock();
        }
    }

    boolean isLatched() {
        lock.lock();
        try {
            return board.isLatched();
        } finally {
            lock.unlock();
        }
    }

    /** Grows as long as the thread is alive and awake. */
    long progress() {
        return progress.get();
    }

    Sending sending() {
        return board.sending();
    }

    void close() {
        lock.lock();
        try {
            open = false;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
