package fieldlink.powerhub.sim;

import java.util.OptionalInt;

/** Thermal protection: three samples in a row decide, in either direction. A failed sample is no sample. */
final class ThermalGuard {
    private static final int SAMPLES = 3;

    enum Verdict {
        NOTHING,
        TRIP,
        RECOVER
    }

    private boolean tripped;
    private int streak;

    boolean isTripped() {
        return tripped;
    }

    Verdict sample(OptionalInt centiDegrees, PowerThresholds thresholds) {
        if (centiDegrees.isEmpty()) {
            return Verdict.NOTHING;
        }
        int temperature = centiDegrees.getAsInt();
        boolean counts = tripped
                ? temperature <= thresholds.recoverCentiDegrees()
                : temperature >= thresholds.highCentiDegrees();
        streak = counts ? streak + 1 : 0;
        if (streak < SAMPLES) {
            return Verdict.NOTHING;
        }
        streak = 0;
        tripped = !tripped;
        return tripped ? Verdict.TRIP : Verdict.RECOVER;
    }
}
