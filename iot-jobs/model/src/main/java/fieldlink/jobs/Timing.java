package fieldlink.jobs;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** When something is due, again and again. */
public sealed interface Timing {
    /** The first due time after an instant. */
    Instant next(Instant after, ZoneId zone);

    /** The last due time at or before an instant; empty before the first of all. */
    Optional<Instant> latest(Instant notAfter, ZoneId zone);

    /**
     * Every so often, counted from a start, whatever the clock on the wall makes of summer and winter.
     *
     * @param start the first due time
     */
    record Every(Duration period, Instant start) implements Timing {
        public static final Duration SHORTEST = Duration.ofMinutes(1);
        public static final Duration LONGEST = Duration.ofDays(366);

        public Every {
            if (period.compareTo(SHORTEST) < 0 || period.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a schedule repeats every " + SHORTEST.toSeconds() + " seconds to "
                        + LONGEST.toDays() + " days, not every " + period);
            }
        }

        @Override
        public Instant next(Instant after, ZoneId zone) {
            return latest(after, zone).map(last -> last.plus(period)).orElse(start);
        }

        @Override
        public Optional<Instant> latest(Instant notAfter, ZoneId zone) {
            if (notAfter.isBefore(start)) {
                return Optional.empty();
            }
            long periods = Duration.between(start, notAfter).dividedBy(period);
            return Optional.of(start.plus(period.multipliedBy(periods)));
        }
    }

    /**
     * Once on each of these days, at a time of the clock on the wall. A time that a day does not have, because the clock
     * is put forward, is taken later by as much; of one that a day has twice, the first is taken.
     */
    record Daily(LocalTime at, Set<DayOfWeek> days) implements Timing {
        private static final int DAYS_OF_A_WEEK = 7;

        public Daily {
            if (days.isEmpty()) {
                throw new IllegalArgumentException("a daily schedule needs at least one day of the week");
            }
            days = Collections.unmodifiableSet(EnumSet.copyOf(days));
        }

        public static Daily everyDay(LocalTime at) {
            return new Daily(at, EnumSet.allOf(DayOfWeek.class));
        }

        @Override
        public Instant next(Instant after, ZoneId zone) {
            // From the day before: a time taken later may end up on the next day.
            LocalDate date = after.atZone(zone).toLocalDate().minusDays(1);
            while (!days.contains(date.getDayOfWeek()) || !on(date, zone).isAfter(after)) {
                date = date.plusDays(1);
            }
            return on(date, zone);
        }

        @Override
        public Optional<Instant> latest(Instant notAfter, ZoneId zone) {
            LocalDate date = notAfter.atZone(zone).toLocalDate();
            LocalDate first = date.minusDays(DAYS_OF_A_WEEK + 1);
            while (!days.contains(date.getDayOfWeek()) || on(date, zone).isAfter(notAfter)) {
                date = date.minusDays(1);
                if (date.isBefore(first)) {
                    return Optional.empty();
                }
            }
            return Optional.of(on(date, zone));
        }

        private Instant on(LocalDate date, ZoneId zone) {
            return ZonedDateTime.of(date, at, zone).toInstant();
        }
    }
}
