package fieldlink.ccm.actuator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an actuator besides what it is doing.
 *
 * @param feedbackOrNull the last report of its node
 * @param calibratedAtOrNull when it last reached an end point
 * @param calibrationDue whether it is to calibrate as soon as it may
 * @param lastRestOrNull when its motor last stopped, and how it had turned: the dead time holds in every state
 * @param onToday how long a valve or switch was on since midnight, finished runs only
 */
public record Belief(
        Position position,
        @Nullable Feedback feedbackOrNull,
        @Nullable Moment calibratedAtOrNull,
        boolean calibrationDue,
        Duration onToday,
        @Nullable Rest lastRestOrNull) {
    public static Belief of(Position position) {
        return new Belief(position, null, null, false, Duration.ZERO, null);
    }

    Belief at(Position newPosition) {
        return new Belief(newPosition, feedbackOrNull, calibratedAtOrNull, calibrationDue, onToday, lastRestOrNull);
    }

    Belief calibratedAt(double endpoint, Moment now) {
        return new Belief(Position.exactly(endpoint), feedbackOrNull, now, false, onToday, lastRestOrNull);
    }

    public Belief calibratedBefore(@Nullable Moment moment) {
        return new Belief(position, feedbackOrNull, moment, calibrationDue, onToday, lastRestOrNull);
    }

    Belief told(Feedback feedback) {
        return new Belief(position, feedback, calibratedAtOrNull, calibrationDue, onToday, lastRestOrNull);
    }

    Belief withCalibrationDue(boolean due) {
        return new Belief(position, feedbackOrNull, calibratedAtOrNull, due, onToday, lastRestOrNull);
    }

    public Belief withOnToday(Duration total) {
        return new Belief(position, feedbackOrNull, calibratedAtOrNull, calibrationDue, total, lastRestOrNull);
    }

    public Belief stopped(Rest rest) {
        return new Belief(position, feedbackOrNull, calibratedAtOrNull, calibrationDue, onToday, rest);
    }

    boolean hasFreshFeedback(Moment now) {
        return feedbackOrNull != null && feedbackOrNull.isFresh(now);
    }
}
