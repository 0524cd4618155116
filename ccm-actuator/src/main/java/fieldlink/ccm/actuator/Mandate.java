package fieldlink.ccm.actuator;

import fieldlink.ccm.ControlLevel;
import org.jspecify.annotations.Nullable;

/**
 * By what right a command is given.
 *
 * @param ruleOrNull the safety rule behind a level 2 command
 * @param actor who, for the audit log: a person, a program, a rule
 * @param reason why, in words; may be empty
 */
public record Mandate(ControlLevel level, @Nullable SafetyRule ruleOrNull, String actor, String reason) {
    public Mandate {
        if ((level == ControlLevel.SAFETY) != (ruleOrNull != null)) {
            throw new IllegalArgumentException("a safety rule stands behind level 2 and behind no other");
        }
        if (level == ControlLevel.AUTONOMOUS) {
            throw new IllegalArgumentException("level 5 is the node's own; nobody commands at it");
        }
    }

    public static Mandate of(ControlLevel level, String actor, String reason) {
        return new Mandate(level, null, actor, reason);
    }

    public static Mandate of(SafetyRule rule, String reason) {
        return new Mandate(ControlLevel.SAFETY, rule, "rule:" + rule.word(), reason);
    }

    boolean isSafety() {
        return level == ControlLevel.SAFETY;
    }

    boolean isCalibration() {
        return ruleOrNull == SafetyRule.CALIBRATION;
    }

    /** Strength among safety rules; a command of another level has none. */
    int rank() {
        return ruleOrNull == null ? -1 : ruleOrNull.rank();
    }
}
