package fieldlink.ccm.engine;

import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.SafetySettings;
import fieldlink.ccm.actuator.SensorKind;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A house as configured.
 *
 * @param sensors which values of the network feed the safety rules
 */
public record BridgeSettings(
        Map<String, ActuatorSpec> actuators,
        Calibration calibration,
        SafetySettings safety,
        Map<CcmTuple, SensorKind> sensors,
        List<Exclusion> exclusions) {
    /**
     * When motors find their end point again.
     *
     * @param hour of the day, in {@code zone}
     * @param restore whether they go back to where they were, if that is not long ago
     */
    public record Calibration(boolean daily, int hour, ZoneId zone, boolean onStartup, Pace pace, boolean restore) {
        public static final Calibration STANDARD =
                new Calibration(true, 0, ZoneId.of("Asia/Tokyo"), true, Pace.STANDARD, true);
    }

    /**
     * How many motors start at once, and how far apart.
     *
     * @param stagger between the starts of two motors, for the inrush current
     * @param maxParallel how many may run at once
     */
    public record Pace(Duration stagger, int maxParallel) {
        public static final Pace STANDARD = new Pace(Duration.ofMillis(500), Integer.MAX_VALUE);
    }

    public BridgeSettings {
        actuators = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(actuators));
        sensors = Map.copyOf(sensors);
        exclusions = List.copyOf(exclusions);
    }
}
