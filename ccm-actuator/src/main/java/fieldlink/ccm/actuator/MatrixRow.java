package fieldlink.ccm.actuator;

import fieldlink.ccm.ControlLevel;

/** What an actuator is doing, as the interrupt matrix asks it. */
public enum MatrixRow {
    IDLE,
    LATCHED,
    RULE,
    CALIBRATION,
    MANUAL,
    AUTOMATIC,
    COOLING,
    RELEASED,
    FAULT;

    /** The row of something that runs, or waits to run, under a mandate. */
    static MatrixRow under(Mandate mandate) {
        if (mandate.level() == ControlLevel.SAFETY) {
            return mandate.isCalibration() ? CALIBRATION : RULE;
        }
        return mandate.level() == ControlLevel.MANUAL ? MANUAL : AUTOMATIC;
    }
}
