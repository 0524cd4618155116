package fieldlink.ble;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/**
 * One thread with one clock: what a session, a simulated radio or a bus adapter runs on. Tasks run one at a time, in the
 * order given; a task that throws does not stop those after it. Virtual time is another implementation of this.
 */
public interface EventLoop extends Executor, AutoCloseable {
    /** Steady time since the loop began; it cannot jump. */
    Duration now();

    /** Wall-clock time, for people. */
    Instant wallTime();

    /** Runs a task later. Closing the registration in time means that it does not run. */
    Registration schedule(Duration delay, Runnable task);

    /** Drops what has not run, and returns when the running task has ended, or after a second. Idempotent. */
    @Override
    void close();
}
