package fieldlink.ccm.engine;

import fieldlink.ccm.actuator.Moment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;

/** Motors that are to calibrate, started one after the other so that their inrush currents do not add up. */
final class CalibrationWave {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final BridgeSettings.Pace pace;
    private final Deque<String> waiting = new ArrayDeque<>();
    private Moment nextAt = Moment.NEVER;

    CalibrationWave(BridgeSettings.Pace pace) {
        this.pace = pace;
    }

    void add(Collection<String> actuators, Moment from) {
        for (String name : actuators) {
            if (!waiting.contains(name)) {
                waiting.add(name);
            }
        }
        nextAt = waiting.isEmpty() ? Moment.NEVER : from;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    Moment due() {
        return waiting.isEmpty() ? Moment.NEVER : nextAt;
    }

    void forget() {
        waiting.clear();
    }

    /** The next one to start now; the one after it follows the stagger later. */
    Optional<String> poll(Moment now, Collection<String> all, Predicate<String> isMoving) {
        if (waiting.isEmpty() || now.isBefore(nextAt)) {
            return Optional.empty();
        }
        if (all.stream().filter(isMoving).count() >= pace.maxParallel()) {
            nextAt = now.plus(LOOK_AGAIN);
            return Optional.empty();
        }
        nextAt = now.plus(pace.stagger());
        return Optional.of(waiting.remove());
    }
}
