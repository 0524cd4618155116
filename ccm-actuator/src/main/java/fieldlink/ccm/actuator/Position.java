package fieldlink.ccm.actuator;

/**
 * What is believed about where a motor is, and how firmly. A position is never invented: what is not known says so.
 *
 * @param known whether {@code percent} means anything
 * @param percent 0 is closed, 100 open
 * @param error how far off the estimate may be, in percent
 * @param calibrated whether it goes back to an end point that was really reached
 * @param uncertain whether something happened that the estimate does not cover
 */
public record Position(boolean known, double percent, double error, boolean calibrated, boolean uncertain) {
    /** Beyond this the estimate is worth less than the time that a calibration takes. */
    public static final double TOLERABLE_ERROR = 10;

    private static final Position UNKNOWN = new Position(false, 0, 100, false, true);

    public Position {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("position " + percent + " % is outside 0 to 100");
        }
        if (!(error >= 0)) {
            throw new IllegalArgumentException("position error " + error + " % is negative");
        }
    }

    public static Position unknown() {
        return UNKNOWN;
    }

    /** An end point that was reached, or a position that a person or the node itself reports. */
    public static Position exactly(double percent) {
        return new Position(true, percent, 0, true, false);
    }

    public static Position estimate(double percent, double error) {
        return new Position(true, percent, error, true, false);
    }

    /** Whether a partial move may start from it. */
    public boolean isTrusted() {
        return known && !uncertain;
    }

    public boolean isWornOut() {
        return known && error > TOLERABLE_ERROR;
    }

    Position doubted() {
        return new Position(known, percent, error, calibrated, true);
    }

    Position movedTo(double newPercent, double addedError) {
        return known ? new Position(true, newPercent, Math.min(100, error + addedError), calibrated, uncertain) : this;
    }

    Position uncalibrated() {
        return new Position(known, percent, error, false, true);
    }
}
