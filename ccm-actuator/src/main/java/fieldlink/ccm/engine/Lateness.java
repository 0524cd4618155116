package fieldlink.ccm.engine;

import fieldlink.ccm.actuator.Moment;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The worst distance between when something was due and when it was looked at. */
final class Lateness {
    private final AtomicLong worst = new AtomicLong();

    void look(Moment due, Moment now) {
        if (due.isBefore(now)) {
            worst.accumulateAndGet(due.until(now).toNanos(), Math::max);
        }
    }

    Duration take() {
        return Duration.ofNanos(worst.getAndSet(0));
    }
}
