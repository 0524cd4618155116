package fieldlink.jobs.robot.host;

import fieldlink.jobs.robot.rules.LogRing;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What the project printed: kept, and passed on to those who follow it in batches, however fast it comes. */
final class ProjectLog {
    private static final int CAPACITY = 5000;
    private static final int BATCH = 500;

    private final LogRing ring = new LogRing(CAPACITY);
    private final InstantSource clock;
    private final Mailbox mailbox;
    private final Consumer<LogRing.Line> told;
    private final AtomicBoolean telling = new AtomicBoolean();
    private long toldTo;

    /** @param told hears every line that is still there when its turn comes, in the mailbox */
    ProjectLog(InstantSource clock, Mailbox mailbox, Consumer<LogRing.Line> told) {
        this.clock = clock;
        this.mailbox = mailbox;
        this.told = told;
    }

    void add(String text) {
        synchronized (ring) {
            ring.add(text, clock.instant());
        }
        if (telling.compareAndSet(false, true)) {
            mailbox.post(this::tell);
        }
    }

    List<LogRing.Line> since(long offset, int limit) {
        synchronized (ring) {
            return ring.since(offset, limit);
        }
    }

    long next() {
        synchronized (ring) {
            return ring.next();
        }
    }

    private void tell() {
        telling.set(false);
        List<LogRing.Line> batch = since(toldTo, BATCH);
        batch.forEach(told);
        if (!batch.isEmpty()) {
            toldTo = batch.get(batch.size() - 1).offset() + 1;
        }
        if (batch.size() == BATCH && telling.compareAndSet(false, true)) {
            mailbox.post(this::tell);
        }
    }
}
