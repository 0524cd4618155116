package fieldlink.ccm.actuator;

import org.jspecify.annotations.Nullable;

/**
 * Where the safety rules in force allow a motor to be.
 *
 * @param ruleOrNull the strongest rule that narrows it; none when it is free
 */
public record Envelope(
        double lowest, double highest, @Nullable SafetyRule ruleOrNull) {
    public static final Envelope FREE = new Envelope(0, 100, null);

    public Envelope {
        if (!(lowest >= 0 && lowest <= highest && highest <= 100)) {
            throw new IllegalArgumentException("allowed range " + lowest + " to " + highest + " % is no range");
        }
    }

    public static Envelope between(double lowest, double highest, SafetyRule rule) {
        return new Envelope(lowest, highest, rule);
    }

    public boolean isFree() {
        return ruleOrNull == null;
    }

    public boolean allows(double percent) {
        return percent >= lowest && percent <= highest;
    }

    public double nearest(double percent) {
        return Math.max(lowest, Math.min(highest, percent));
    }
}
