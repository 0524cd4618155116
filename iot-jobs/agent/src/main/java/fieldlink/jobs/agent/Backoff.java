package fieldlink.jobs.agent;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Pauses between attempts that keep failing: twice as long each time, and never for all devices alike. */
final class Backoff {
    private final Duration shortest;
    private final Duration longest;
    private final DoubleSupplier chance;
    private int failures;

    /** @param chance from 0 to 1, so that a thousand devices do not come back in the same instant */
    Backoff(Duration shortest, Duration longest, DoubleSupplier chance) {
        this.shortest = shortest;
        this.longest = longest;
        this.chance = chance;
    }

    void succeeded() {
        failures = 0;
    }

    /** How long to wait after one more failure: between half and all of the doubled pause. */
    Duration failed() {
        long full = longest.toMillis();
        if (failures < 30) {
            full = Math.min(full, shortest.toMillis() << failures);
        }
        failures++;
        return Duration.ofMillis(Math.round(full * (0.5 + chance.getAsDouble() / 2)));
    }
}
