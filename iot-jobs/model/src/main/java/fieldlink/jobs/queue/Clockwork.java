package fieldlink.jobs.queue;

import fieldlink.jobs.ClockTrust;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/**
 * What the queue takes from outside besides its store.
 *
 * @param timer ends waiting polls; the queue never works on it
 * @param ids a new one every time: 32 lower-case hexadecimal digits
 * @param trust whether what goes by the clock on the wall may go on
 */
public record Clockwork(InstantSource clock, ScheduledExecutorService timer, Supplier<String> ids, ClockTrust trust) {
    /** With a clock that is trusted. */
    public Clockwork(InstantSource clock, ScheduledExecutorService timer, Supplier<String> ids) {
        this(clock, timer, ids, ClockTrust.ALWAYS);
    }

    /** The machine's clock, and one thread of its own that does not keep a process alive. */
    public static Clockwork system() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "fieldlink-jobs-timer");
            thread.setDaemon(true);
            return thread;
        });
        return new Clockwork(
                InstantSource.system(),
                timer,
                () -> UUID.randomUUID().toString().replace("-", ""));
    }

    public Clockwork trusting(ClockTrust newTrust) {
        return new Clockwork(clock, timer, ids, newTrust);
    }
}
