package fieldlink.ccm.engine;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One actuator as it is kept on disk, in wall-clock time.
 *
 * @param percentOrNull the position; none when it is not known
 * @param state the state's word; the memo's lower-case words are understood too
 * @param onSinceOrNull since when its output drives; present means that a crash left it running
 */
public record SavedActuator(
        @Nullable Double percentOrNull,
        double error,
        String state,
        Intent intent,
        @Nullable Instant onSinceOrNull,
        Upkeep upkeep) {
    /** What it was about to do. */
    public record Intent(
            @Nullable String directionOrNull,
            @Nullable Double targetOrNull,
            @Nullable Integer levelOrNull,
            @Nullable Instant deadlineOrNull) {
        public static final Intent NONE = new Intent(null, null, null, null);
    }

    /**
     * What outlives a run.
     *
     * @param owner {@code bridge} or {@code node}
     */
    public record Upkeep(
            @Nullable Instant calibratedAtOrNull,
            boolean calibrated,
            boolean uncertain,
            String owner,
            Duration onToday) {
        public static final Upkeep NONE = new Upkeep(null, false, true, "bridge", Duration.ZERO);
    }

    /** Whether a motor may have been turning, or water running, when this was written. */
    public boolean wasDriving() {
        String word = state.toUpperCase(java.util.Locale.ROOT);
        return onSinceOrNull != null || word.equals("MOVING") || word.equals("CALIBRATING") || word.equals("ON");
    }
}
