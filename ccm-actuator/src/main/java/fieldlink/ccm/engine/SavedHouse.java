package fieldlink.ccm.engine;

import fieldlink.ccm.actuator.ActuatorSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The house as it is kept on disk.
 *
 * @param clean whether it was written by an orderly shutdown
 * @param bootId which run of the machine wrote it
 * @param actuators in the order in which they are to be switched off by whoever has nothing but this
 * @param emergency who held the emergency stop; a restart does not clear it
 */
public record SavedHouse(
        boolean clean,
        String bootId,
        Instant savedAt,
        Map<String, SavedActuator> actuators,
        EmergencyHolder emergency) {
    public static final SavedHouse NONE = new SavedHouse(true, "", Instant.EPOCH, Map.of());

    public SavedHouse {
        actuators = Collections.unmodifiableMap(new LinkedHashMap<>(actuators));
    }

    /** Without an emergency. */
    public SavedHouse(boolean clean, String bootId, Instant savedAt, Map<String, SavedActuator> actuators) {
        this(clean, bootId, savedAt, actuators, EmergencyHolder.NOBODY);
    }

    /** The same, as if it had been left in a crash. */
    public SavedHouse unclean() {
        return new SavedHouse(false, bootId, savedAt, actuators, emergency);
    }

    /**
     * The same under the names of a configuration. The design memo's file calls an actuator by its type; where exactly one
     * actuator has that type, it is meant.
     */
    SavedHouse named(Collection<ActuatorSpec> specs) {
        Map<String, List<String>> byType = new HashMap<>();
        for (ActuatorSpec spec : specs) {
            String type = spec.drive().tuples().get(0).type().base();
            byType.computeIfAbsent(type, key -> new ArrayList<>()).add(spec.name());
        }
        Map<String, SavedActuator> renamed = new LinkedHashMap<>(actuators);
        byType.forEach((type, names) -> {
            SavedActuator legacy = actuators.get(type);
            if (legacy != null && names.size() == 1) {
                renamed.putIfAbsent(names.get(0), legacy);
            }
        });
        return new SavedHouse(clean, bootId, savedAt, renamed, emergency);
    }

    /** Whether something may have been left running. */
    public boolean needsAllOff() {
        return !clean || actuators.values().stream().anyMatch(SavedActuator::wasDriving);
    }
}
