package fieldlink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalTime HALF_PAST_TWO = LocalTime.of(2, 30);

    @Test
    void anIntervalIsCountedFromItsStart() {
        Timing every = new Timing.Every(Duration.ofMinutes(15), at("2026-03-01T00:05:00Z"));
        assertThat(every.next(at("2026-02-01T00:00:00Z"), TOKYO)).isEqualTo(at("2026-03-01T00:05:00Z"));
        assertThat(every.next(at("2026-03-01T00:05:00Z"), TOKYO)).isEqualTo(at("2026-03-01T00:20:00Z"));
        assertThat(every.latest(at("2026-03-01T00:19:59Z"), TOKYO)).contains(at("2026-03-01T00:05:00Z"));
        assertThat(every.latest(at("2026-03-01T00:04:59Z"), TOKYO)).isEmpty();
    }

    @Test
    void aDailyTimeIsMeantInItsZoneAndOnItsDays() {
        Timing weekend = new Timing.Daily(LocalTime.of(6, 0), Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
        Instant sunday = at("2026-02-28T21:00:00Z"); // 2026-03-01 06:00 in Tokyo
        assertThat(weekend.next(sunday.minusSeconds(1), TOKYO)).isEqualTo(sunday);
        assertThat(weekend.next(sunday, TOKYO)).isEqualTo(sunday.plus(Duration.ofDays(6)));
        assertThat(weekend.latest(sunday, TOKYO)).contains(sunday);
        assertThat(weekend.latest(sunday.minusSeconds(1), TOKYO)).contains(sunday.minus(Duration.ofDays(1)));
    }

    /** 02:30 is not there on the one day and twice on the other. */
    @Test
    void aDailyTimeComesOnceOnTheDaysOnWhichTheClockIsPutForwardAndBack() {
        Timing nightly = Timing.Daily.everyDay(HALF_PAST_TWO);
        assertThat(dues(nightly, "2026-03-28T00:00:00Z", "2026-03-31T00:00:00Z"))
                .containsExactly(at("2026-03-28T01:30:00Z"), at("2026-03-29T01:30:00Z"), at("2026-03-30T00:30:00Z"));
        assertThat(dues(nightly, "2026-10-24T00:00:00Z", "2026-10-27T00:00:00Z"))
                .containsExactly(at("2026-10-24T00:30:00Z"), at("2026-10-25T00:30:00Z"), at("2026-10-26T01:30:00Z"));
    }

    /** Samoa left out the whole 30th of December 2011. */
    @Test
    void aDayThatIsLeftOutBringsNothingTwice() {
        ZoneId samoa = ZoneId.of("Pacific/Apia");
        Timing daily = Timing.Daily.everyDay(LocalTime.NOON);
        Instant last = ZonedDateTime.of(LocalDate.of(2011, 12, 29), LocalTime.NOON, samoa)
                .toInstant();
        Instant next = daily.next(last, samoa);
        assertThat(next).isEqualTo(last.plus(Duration.ofDays(1)));
        assertThat(daily.next(next, samoa)).isEqualTo(last.plus(Duration.ofDays(2)));
        assertThat(daily.latest(next.minusNanos(1), samoa)).contains(last);
    }

    @Property
    void nextAndLatestAgree(
            @ForAll @LongRange(min = 1_700_000_000, max = 1_900_000_000) long seconds,
            @ForAll @IntRange(min = 0, max = 1439) int minuteOfDay,
            @ForAll Set<DayOfWeek> days,
            @ForAll @IntRange(min = 60, max = 100_000) int period) {
        Instant now = Instant.ofEpochSecond(seconds);
        LocalTime time = LocalTime.ofSecondOfDay(minuteOfDay * 60L);
        Timing daily = days.isEmpty() ? Timing.Daily.everyDay(time) : new Timing.Daily(time, days);
        Timing every = new Timing.Every(Duration.ofSeconds(period), at("2020-01-01T00:00:00Z"));
        for (Timing timing : List.of(daily, every)) {
            Instant next = timing.next(now, BERLIN);
            Instant latest = timing.latest(now, BERLIN).orElseThrow();
            assertThat(next).isAfter(now);
            assertThat(latest).isBeforeOrEqualTo(now);
            assertThat(timing.next(latest, BERLIN)).isEqualTo(next);
            assertThat(timing.latest(next.minusNanos(1), BERLIN)).contains(latest);
            assertThat(timing.latest(next, BERLIN)).contains(next);
        }
    }

    @Test
    void hoursGoOverMidnight() {
        Hours night = Hours.parse("22:00-04:00");
        assertThat(night).hasToString("22:00-04:00");
        // 23:00 and 01:00 are within the same night; at noon it is the next one.
        Instant end = at("2026-03-01T19:00:00Z");
        assertThat(night.around(at("2026-03-01T14:00:00Z"), TOKYO)).isEqualTo(new Window(null, end));
        assertThat(night.around(at("2026-03-01T16:00:00Z"), TOKYO)).isEqualTo(new Window(null, end));
        assertThat(night.around(at("2026-03-01T03:00:00Z"), TOKYO))
                .isEqualTo(new Window(at("2026-03-01T13:00:00Z"), end));
        assertThat(night.around(end, TOKYO))
                .isEqualTo(new Window(at("2026-03-02T13:00:00Z"), at("2026-03-02T19:00:00Z")));
    }

    /** From 02:30 to 03:00 does not exist on the day on which 02:00 becomes 03:00. */
    @Test
    void hoursThatADayDoesNotHaveAreThoseOfTheNextDay() {
        Hours hours = Hours.parse("02:30-03:00");
        assertThat(hours.around(at("2026-03-29T00:30:00Z"), BERLIN))
                .isEqualTo(new Window(at("2026-03-30T00:30:00Z"), at("2026-03-30T01:00:00Z")));
    }

    @Test
    void nonsenseIsNamed() {
        assertThatThrownBy(() -> Hours.parse("22-4")).hasMessage("hours are written 22:00-04:00, not '22-4'");
        assertThatThrownBy(() -> Hours.parse("25:00-04:00")).hasMessageContaining("'25:00-04:00'");
        assertThatThrownBy(() -> Hours.parse("22:00-22:00")).hasMessageContaining("begin and end at 22:00");
        assertThatThrownBy(() -> new Timing.Every(Duration.ofSeconds(59), Instant.EPOCH))
                .hasMessageContaining("not every PT59S");
        assertThatThrownBy(() -> new Timing.Daily(LocalTime.NOON, Set.of())).hasMessageContaining("at least one day");
    }

    private static List<Instant> dues(Timing timing, String from, String to) {
        List<Instant> dues = new ArrayList<>();
        for (Instant due = timing.next(at(from), BERLIN); due.isBefore(at(to)); due = timing.next(due, BERLIN)) {
            dues.add(due);
        }
        return dues;
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
