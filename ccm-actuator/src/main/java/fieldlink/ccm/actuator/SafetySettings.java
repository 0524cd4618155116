package fieldlink.ccm.actuator;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The safety rules of a house. A rule that is absent is not in force.
 *
 * @param staleAfter how long a sensor may be silent before its last word no longer counts
 * @param bootGrace how long after the start silence is no news yet
 * @param latestWins whether rules displace each other in the order they came up instead of by rank
 */
public record SafetySettings(
        @Nullable Wind windOrNull,
        @Nullable Rain rainOrNull,
        @Nullable Temperature temperatureOrNull,
        Duration staleAfter,
        Duration bootGrace,
        boolean latestWins) {
    public static final SafetySettings NONE =
            new SafetySettings(null, null, null, Duration.ofMinutes(1), Duration.ofMinutes(1), false);

    /** Whether any rule concerns this actuator. */
    public boolean governs(String actuator) {
        boolean wind = windOrNull != null && windOrNull.actuators().contains(actuator);
        boolean rain = rainOrNull != null && rainOrNull.actuators().contains(actuator);
        return wind || rain || (temperatureOrNull != null && temperatureOrNull.concerns(actuator));
    }

    /** From this wind speed on, no further open than this. */
    public record WindStep(double speed, double cap) {}

    /**
     * The sector that wind must come from to count, clockwise in degrees; absent when all wind counts.
     */
    public record Sector(double from, double to) {
        boolean contains(double degrees) {
            return from <= to ? (degrees >= from && degrees <= to) : (degrees >= from || degrees <= to);
        }
    }

    /** @param hold how long the wind must have been low before a cap is eased */
    public record Wind(
            List<WindStep> steps,
            double hysteresis,
            Duration hold,
            @Nullable Sector sectorOrNull,
            Set<String> actuators) {
        public static final List<WindStep> STANDARD_STEPS =
                List.of(new WindStep(5, 30), new WindStep(8, 10), new WindStep(10, 0));

        public Wind {
            steps = List.copyOf(steps);
            actuators = Set.copyOf(actuators);
            if (steps.isEmpty()) {
                throw new IllegalArgumentException("a wind rule needs at least one step");
            }
        }

        /** What holds while nobody knows how strong the wind is. */
        double capWhenUnknown() {
            return steps.stream().mapToDouble(WindStep::cap).max().orElseThrow();
        }
    }

    /** @param resume how long it must have been dry */
    public record Rain(double rate, Duration resume, Set<String> actuators) {
        public Rain {
            actuators = Set.copyOf(actuators);
        }
    }

    /**
     * @param frost at or below this everything in {@code closing} closes
     * @param heat at or above this everything in {@code opening} opens as far as stronger rules allow
     */
    public record Temperature(double frost, double heat, double hysteresis, Set<String> closing, Set<String> opening) {
        public Temperature {
            closing = Set.copyOf(closing);
            opening = Set.copyOf(opening);
        }

        boolean concerns(String actuator) {
            return closing.contains(actuator) || opening.contains(actuator);
        }
    }
}
