package fieldlink.jobs.queue;

import fieldlink.jobs.ClockTrust;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the queue takes from outside besides its store.
 *
 * @param nanos goes on evenly whatever is done to the clock; where it began means nothing
 * @param timer ends waiting polls; the queue never works on it
 * @param ids a new one every time: 32 lower-case hexadecimal digits
 * @param trust whether what goes by the clock on the wall may go on
 */
public record Clockwork(
        InstantSource clock,
        LongSupplier nanos,
        ScheduledExecutorService timer,
        Supplier<String> ids,
        ClockTrust trust) {
    /** A clock that nobody sets: what it shows is the time that has gone by, and is trusted. */
    public Clockwork(InstantSource clock, ScheduledExecutorService timer, Supplier<String> ids) {
        this(clock, () -> nanos(clock.instant()), timer, ids, ClockTrust.ALWAYS);
    }

    /** The machine's clock, trusted, and one thread of its own that does not keep a process alive. */
    public static Clockwork system() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "fieldlink-jobs-timer");
            thread.setDaemon(true);
            return thread;
        });
        return new Clockwork(
                InstantSource.system(),
                System::nanoTime,
                timer,
                () -> UUID.randomUUID().toString().replace("-", ""),
                ClockTrust.ALWAYS);
    }

    public Clockwork trusting(ClockTrust newTrust) {
        return new Clockwork(clock, nanos, timer, ids, newTrust);
    }

    private static long nanos(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }
}
