package fieldlink.ccm.actuator;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/**
 * Once per local day, whatever the wall clock does: a missing hour moves the run to the first valid instant, a repeated
 * hour does not repeat it, a jump does not fire it twice. Immutable.
 *
 * @param settledOrNull the last day that is settled, run or skipped
 */
public record DailyCalibration(
        int hour, ZoneId zone, @Nullable LocalDate settledOrNull) {
    private static final Duration CATCH_UP = Duration.ofHours(1);
    private static final int GIVE_UP_AFTER_HOURS = 3;

    /** What a look at the wall clock leads to. */
    public enum Call {
        WAIT,
        RUN,
        /** The hour was missed by more than can be caught up. */
        SKIP
    }

    /** A look at the clock: what to do, and the schedule from then on. */
    public record Look(Call call, DailyCalibration next) {}

    public DailyCalibration {
        if (hour < 0 || hour > 23) {
            throw new IllegalArgumentException("daily reset hour " + hour + " is outside 0 to 23");
        }
    }

    /** A schedule that begins now: an hour that is long past is not missed, it was before our time. */
    public static DailyCalibration startingAt(int hour, ZoneId zone, Instant wall) {
        DailyCalibration fresh = new DailyCalibration(hour, zone, null);
        LocalDate today = wall.atZone(zone).toLocalDate();
        boolean past = wall.isAfter(fresh.instantOn(today).plus(CATCH_UP));
        return new DailyCalibration(hour, zone, past ? today : today.minusDays(1));
    }

    /** @param synced whether the wall clock can be believed */
    public Look look(Instant wall, boolean synced) {
        LocalDate today = wall.atZone(zone).toLocalDate();
        if (settledOrNull != null && today.isBefore(settledOrNull.minusDays(1))) {
            // The clock had run far ahead and came back: tomorrow counts again, today is not done twice.
            return new Look(Call.WAIT, new DailyCalibration(hour, zone, today));
        }
        boolean settled = settledOrNull != null && !today.isAfter(settledOrNull);
        Instant planned = instantOn(today);
        if (!synced || settled || wall.isBefore(planned)) {
            return new Look(Call.WAIT, this);
        }
        boolean late = Duration.between(planned, wall).compareTo(CATCH_UP) > 0;
        return new Look(late ? Call.SKIP : Call.RUN, new DailyCalibration(hour, zone, today));
    }

    /** When what was put off is given up for the day. */
    public boolean isTooLateFor(LocalDate day, Instant wall) {
        return !wall.isBefore(instantOn(day).plus(Duration.ofHours(GIVE_UP_AFTER_HOURS)));
    }

    /** The first valid instant of the hour on a day. */
    public Instant instantOn(LocalDate day) {
        LocalDateTime local = LocalDateTime.of(day, LocalTime.of(hour, 0));
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : local.atZone(zone).toInstant();
    }
}
