package fieldlink.cli.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts parts in order and stops them in the reverse order. One that fails to start or to stop is reported and takes
 * no other with it.
 */
final class Gateway {
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(5);

    /** A part that was asked to start: at work, or why it is not. */
    record Started(String name, boolean running, String description) {}

    private record AtWork(String name, Part.Running running) {}

    private final Consumer<String> remarks;
    private final List<AtWork> atWork = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @param remarks told of what fails, a line each */
    Gateway(Consumer<String> remarks) {
        this.remarks = remarks;
    }

    /** One report for each part, in order. */
    List<Started> start(List<Part> parts) {
        return parts.stream().map(this::start).toList();
    }

    private Started start(Part part) {
        try {
            Part.Running running = part.start();
            atWork.add(new AtWork(part.name(), running));
            return new Started(part.name(), true, running.description());
        } catch (Exception e) { // the border between parts: whatever one of them throws stays its own
            String why = e.getMessage() == null ? e.toString() : e.getMessage();
            remarks.accept(part.name() + " did not start: " + why);
            return new Started(part.name(), false, why);
        }
    }

    /** Waits until {@link #stop} is done. */
    void await() throws InterruptedException {
        stopped.await();
    }

    void stop() {
        for (int i = atWork.size() - 1; i >= 0; i--) {
            stop(atWork.get(i));
        }
        atWork.clear();
        stopped.countDown();
    }

    private void stop(AtWork part) {
        // A thread of its own, so that a part that hangs cannot keep the ones below it running.
        CountDownLatch done = new CountDownLatch(1);
        Thread stopper = new Thread(
                () -> {
                    try {
                        part.running().stop();
                    } catch (Exception e) { // as in start
                        remarks.accept(part.name() + " did not stop cleanly: " + e);
                    } finally {
                        done.countDown();
                    }
                },
                "fieldlink-gateway-stop-" + part.name());
        stopper.setDaemon(true);
        stopper.start();
        try {
            if (!done.await(STOP_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                remarks.accept(part.name() + " did not stop within " + STOP_DEADLINE.toSeconds() + " s; left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
