package fieldlink.cli.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts parts in order and stops them in the reverse order. One that fails to start, that gets stuck or that cannot stop
 * is reported, looked after by its own {@link Keeper}, and takes no other with it.
 */
final class Gateway {
    /** How long the next part waits for one that starts: it may need it. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(20);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final Keeper.Pace pace;
    private final Consumer<String> remarks;
    private final List<Keeper> keepers = new CopyOnWriteArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean over;

    /** @param remarks told of what fails, a line each */
    Gateway(Keeper.Pace pace, Consumer<String> remarks) {
        this.pace = pace;
        this.remarks = remarks;
    }

    /** Starts what is not to be stopped already; one report for each part, in order. */
    List<PartReport> start(List<Part> parts) throws InterruptedException {
        List<PartReport> reports = new ArrayList<>();
        for (Part part : parts) {
            Keeper keeper = new Keeper(part, pace, remarks);
            if (!isTaken(keeper)) {
                break;
            }
            reports.add(keeper.start(START_PATIENCE));
        }
        return reports;
    }

    List<PartReport> reports() {
        return keepers.stream().map(Keeper::report).toList();
    }

    /** What all parts count. */
    List<String> metrics() {
        return keepers.stream().flatMap(keeper -> keeper.metrics().stream()).toList();
    }

    /** Whether a supervisor should leave this process alone. */
    boolean isFit() {
        return keepers.stream().noneMatch(Keeper::isBeyondHelp);
    }

    /** Waits until {@link #stop} is done, or the time is up. */
    boolean await(Duration patience) throws InterruptedException {
        return stopped.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop() {
        synchronized (this) {
            over = true;
        }
        for (int i = keepers.size() - 1; i >= 0; i--) {
            keepers.get(i).stop(STOP_PATIENCE);
        }
        stopped.countDown();
    }

    private synchronized boolean isTaken(Keeper keeper) {
        return !over && keepers.add(keeper);
    }
}
