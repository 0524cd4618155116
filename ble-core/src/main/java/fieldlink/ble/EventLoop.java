package fieldlink.ble;

import java.time.Duration;
import java.time.Instant;

/**
 * One thread with one clock: what a session, a simulated radio or a bus adapter runs on. Tasks run one at a time, in the
 * order given; a task that throws does not stop those after it. Virtual time is another implementation of this.
 */
public interface EventLoop extends AutoCloseable {
    /** Steady time since the loop began; it cannot jump. */
    Duration now();

    /** Wall-clock time, for people. */
    Instant wallTime();

    /**
     * Runs a task in its turn.
     *
     * @throws java.util.concurrent.RejectedExecutionException after {@link #close}; what was taken is always run
     */
    void execute(Runnable task);

    /** Runs a task later, unless the loop is closed by then. Closing the registration in time means that it does not run. */
    Registration schedule(Duration delay, Runnable task);

    /** Runs what was given to {@link #execute} before, drops what is scheduled, and returns after at most two seconds. */
    @Override
    void close();
}
