package fieldlink.jobs.robot.undertow;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs actions one after the other on whichever thread brings them: a mailbox without a thread of its own. An action
 * that is brought while another runs, also from within it, runs after it.
 */
final class Turns {
    private static final Logger LOG = System.getLogger(Turns.class.getName());

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Runnable onBug;

    /** @param onBug what to do when an action throws; the actions after it still run */
    Turns(Runnable onBug) {
        this.onBug = onBug;
    }

    void run(Runnable action) {
        waiting.add(action);
        if (count.getAndIncrement() > 0) {
            return;
        }
        do {
            Runnable next = waiting.remove();
            try {
                next.run();
            } catch (Exception bug) { // a mailbox loop: one broken session must not take its thread's others along
                LOG.log(Level.ERROR, "an input of a Socket.IO session failed; the session ends", bug);
                onBug.run();
            }
        } while (count.decrementAndGet() > 0);
    }
}
