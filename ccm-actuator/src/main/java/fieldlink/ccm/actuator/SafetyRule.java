package fieldlink.ccm.actuator;

import java.util.Locale;

/** Why level 2 moves something, weakest first: when two want opposite things, the stronger reason wins. */
public enum SafetyRule {
    CALIBRATION(0),
    HEAT(1),
    FROST(2),
    RAIN(3),
    WIND(4);

    private final int rank;

    SafetyRule(int rank) {
        this.rank = rank;
    }

    public int rank() {
        return rank;
    }

    /** A person may overrule it, on the record. Never wind: a torn roof cannot be argued with. */
    public boolean mayBeOverridden() {
        return this != WIND;
    }

    /** As it stands in replies and the audit log. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
