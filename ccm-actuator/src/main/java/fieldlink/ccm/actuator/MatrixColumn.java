package fieldlink.ccm.actuator;

/** What is asked, as the interrupt matrix sees it. */
public enum MatrixColumn {
    EMERGENCY,
    RULE,
    CALIBRATION,
    MANUAL_MOVE,
    STOP,
    AUTOMATIC,
    RELEASE;

    /** @param runningOrNull by what right the actuator is busy, when it is */
    static MatrixColumn of(ActuatorCommand command, @org.jspecify.annotations.Nullable Mandate runningOrNull) {
        Mandate mandate = command.mandate();
        return switch (mandate.level()) {
            case EMERGENCY -> EMERGENCY;
            case SAFETY -> mandate.isCalibration() ? CALIBRATION : RULE;
            case MANUAL -> manual(command.operation());
            case AUTOMATIC -> automatic(command.operation(), runningOrNull);
            case AUTONOMOUS -> throw new IllegalArgumentException("level 5 commands nothing");
        };
    }

    private static MatrixColumn manual(Operation operation) {
        if (operation instanceof Operation.Release) {
            return RELEASE;
        }
        return operation instanceof Operation.Stop ? STOP : MANUAL_MOVE;
    }

    /** A program may stop what a program started, and nothing else. */
    private static MatrixColumn automatic(
            Operation operation, @org.jspecify.annotations.Nullable Mandate runningOrNull) {
        if (operation instanceof Operation.Release) {
            return RELEASE;
        }
        boolean stronger =
                runningOrNull != null && runningOrNull.level().outranks(fieldlink.ccm.ControlLevel.AUTOMATIC);
        return operation instanceof Operation.Stop && !stronger ? STOP : AUTOMATIC;
    }
}
