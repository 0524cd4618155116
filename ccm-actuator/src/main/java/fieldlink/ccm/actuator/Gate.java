package fieldlink.ccm.actuator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a noisy measurement into a condition: two of the last three samples switch it on, the same beyond the
 * hysteresis, and then the hold time, switch it off. Immutable.
 *
 * @param limit where it switches on
 * @param activeSinceOrNull since when the condition holds
 * @param clearSinceOrNull since when it would be off but for the hold
 */
record Gate(
        Limit limit,
        List<Double> recent,
        @Nullable Moment activeSinceOrNull,
        @Nullable Moment clearSinceOrNull) {
    private static final int SAMPLES = 3;
    private static final int MAJORITY = 2;

    /**
     * A threshold.
     *
     * @param above whether values above it count, else those below
     * @param hold how long the all-clear must last
     */
    record Limit(double threshold, boolean above, double hysteresis, Duration hold) {
        boolean isExceededBy(double value) {
            return above ? value >= threshold : value <= threshold;
        }

        boolean isClearedBy(double value) {
            return above ? value < threshold - hysteresis : value > threshold + hysteresis;
        }
    }

    Gate {
        recent = List.copyOf(recent);
    }

    static Gate closed(Limit limit) {
        return new Gate(limit, List.of(), null, null);
    }

    boolean isActive() {
        return activeSinceOrNull != null;
    }

    Gate on(double value, Moment now) {
        List<Double> samples = new ArrayList<>(recent);
        samples.add(value);
        if (samples.size() > SAMPLES) {
            samples.remove(0);
        }
        long beyond = samples.stream().filter(limit::isExceededBy).count();
        long clear = samples.stream().filter(limit::isClearedBy).count();
        if (beyond >= MAJORITY) {
            return new Gate(limit, samples, activeSinceOrNull == null ? now : activeSinceOrNull, null);
        }
        boolean clearing = isActive() && clear >= MAJORITY;
        Moment clearSince = clearSinceOrNull == null ? now : clearSinceOrNull;
        return new Gate(limit, samples, activeSinceOrNull, clearing ? clearSince : null).at(now);
    }

    /** As it is after time has passed without a sample. */
    Gate at(Moment now) {
        return now.isBefore(opensAt()) ? this : new Gate(limit, recent, null, null);
    }

    /** When it would switch off by itself. */
    Moment opensAt() {
        return clearSinceOrNull == null ? Moment.NEVER : clearSinceOrNull.plus(limit.hold());
    }
}
