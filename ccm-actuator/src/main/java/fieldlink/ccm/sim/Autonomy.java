package fieldlink.ccm.sim;

import java.time.Duration;
import java.util.OptionalDouble;

/** What a node does with its windows when nobody tells it anything. */
@FunctionalInterface
public interface Autonomy {
    /** Stays where it is. */
    Autonomy NONE = time -> OptionalDouble.empty();

    /** Where it wants the windows; empty when it does not care. */
    OptionalDouble percent(Duration time);

    /** Opens in proportion to a temperature that follows the sun, coolest at the start and warmest after 12 hours. */
    static Autonomy byTemperature(double night, double day, double openFrom, double openFully) {
        return time -> {
            double phase = time.toSeconds() / 86_400.0 * 2 * Math.PI;
            double celsius = (night + day) / 2 - (day - night) / 2 * Math.cos(phase);
            double percent = (celsius - openFrom) / (openFully - openFrom) * 100;
            // Whole tens: a real controller does not twitch at every tenth of a degree.
            return OptionalDouble.of(Math.rint(Math.max(0, Math.min(100, percent)) / 10) * 10);
        };
    }
}
