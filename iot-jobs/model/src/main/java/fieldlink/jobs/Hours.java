package fieldlink.jobs;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The hours of each day in which work may be done, such as {@code 22:00-04:00}: a maintenance window. One that ends
 * before it begins goes over midnight.
 */
public record Hours(LocalTime from, LocalTime until) {
    private static final int DAYS_TO_LOOK = 9;

    public Hours {
        if (from.equals(until)) {
            throw new IllegalArgumentException(
                    "the hours begin and end at " + from + "; leave them out for the whole day");
        }
    }

    public static Hours parse(String text) {
        String[] ends = text.strip().split("-", -1);
        try {
            if (ends.length == 2) {
                return new Hours(LocalTime.parse(ends[0].strip()), LocalTime.parse(ends[1].strip()));
            }
        } catch (DateTimeException e) {
            throw notHours(text, e);
        }
        throw notHours(text, null);
    }

    private static IllegalArgumentException notHours(String text, @Nullable Exception cause) {
        return new IllegalArgumentException("hours are written 22:00-04:00, not '" + text + "'", cause);
    }

    /** The hours that an instant falls into, or else the next ones: held until they begin, over when they end. */
    public Window around(Instant instant, ZoneId zone) {
        LocalDate date = instant.atZone(zone).toLocalDate().minusDays(1);
        for (int day = 0; day < DAYS_TO_LOOK; day++) {
            LocalDate begins = date.plusDays(day);
            LocalDate ends = from.isBefore(until) ? begins : begins.plusDays(1);
            Instant begin = ZonedDateTime.of(begins, from, zone).toInstant();
            Instant end = ZonedDateTime.of(ends, until, zone).toInstant();
            // On the day on which the clock is put forward, the hours may not exist.
            if (end.isAfter(instant) && begin.isBefore(end)) {
                return new Window(begin.isAfter(instant) ? begin : null, end);
            }
        }
        throw new IllegalStateException("no day around " + instant + " in " + zone + " has " + this);
    }

    @Override
    public String toString() {
        return from + "-" + until;
    }
}
