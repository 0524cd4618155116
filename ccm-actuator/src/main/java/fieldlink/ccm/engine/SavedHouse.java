package fieldlink.ccm.engine;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The house as it is kept on disk.
 *
 * @param clean whether it was written by an orderly shutdown
 * @param bootId which run of the machine wrote it
 */
public record SavedHouse(boolean clean, String bootId, Instant savedAt, Map<String, SavedActuator> actuators) {
    public static final SavedHouse NONE = new SavedHouse(true, "", Instant.EPOCH, Map.of());

    public SavedHouse {
        actuators = Collections.unmodifiableMap(new LinkedHashMap<>(actuators));
    }

    /** Whether something may have been left running. */
    public boolean needsAllOff() {
        return !clean || actuators.values().stream().anyMatch(SavedActuator::wasDriving);
    }
}
