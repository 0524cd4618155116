package fieldlink.jobs.server.http;

import fieldlink.jobs.Command;
import fieldlink.jobs.Device;
import fieldlink.jobs.Hours;
import fieldlink.jobs.Misfire;
import fieldlink.jobs.Schedule;
import fieldlink.jobs.ScheduleId;
import fieldlink.jobs.Terms;
import fieldlink.jobs.Timetable;
import fieldlink.jobs.Timing;
import fieldlink.jobs.queue.ScheduleDesk;
import fieldlink.jobs.server.json.BadRequest;
import fieldlink.jobs.server.json.Body;
import fieldlink.jobs.server.json.ScheduleJson;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a caller says about a schedule that it wants. */
final class ScheduleRequests {
    private static final List<String> WINDOW = List.of("not_before", "expires_at", "expires_in");

    private ScheduleRequests() {}

    /** @param device the one that it is for, if it is known */
    static ScheduleDesk.Plan plan(Body body, Optional<Device> device, Instant now) {
        for (String name : WINDOW) {
            if (body.has(name)) {
                throw new BadRequest(
                        "a schedule's jobs have no " + name + " of their own; its hours say when they may run");
            }
        }
        Command command = JobRequests.command(body);
        @Nullable Terms terms = JobRequests.terms(body, device, command.name(), now);
        return new ScheduleDesk.Plan(
                body.text("schedule_id").map(ScheduleId::of).orElse(null),
                new Schedule.Task(Request.deviceId(body.text("device_id").orElse("")), command, terms),
                timetable(body, now),
                body.text("misfire")
                        .map(word -> JobRequests.oneOf(Misfire.class, "misfire", word))
                        .orElse(null));
    }

    private static Timetable timetable(Body body, Instant now) {
        ZoneId zone = body.text("zone")
                .map(name -> parsed(name, "zone is the name of a time zone such as Asia/Tokyo", ZoneId::of))
                .orElseGet(ZoneId::systemDefault);
        Hours hours = body.text("hours").map(Hours::parse).orElse(null);
        return new Timetable(timing(body, zone, now), zone, hours);
    }

    private static Timing timing(Body body, ZoneId zone, Instant now) {
        if (body.has("every") == body.has("at")) {
            throw new BadRequest("say when: either every (a number of seconds) or at (a time of day such as 02:30)");
        }
        if (body.has("at")) {
            return daily(body);
        }
        if (body.has("days")) {
            throw new BadRequest("days go with at, not with every");
        }
        Duration period =
                JobRequests.seconds(body, "every").orElseThrow(() -> new BadRequest("every is a number of seconds"));
        // From midnight, so that a quarter of an hour falls on the quarters of the clock.
        Instant start = JobRequests.instant(body, "start")
                .orElseGet(() -> now.atZone(zone).truncatedTo(ChronoUnit.DAYS).toInstant());
        return new Timing.Every(period, start);
    }

    private static Timing daily(Body body) {
        String text = body.text("at").orElse("");
        LocalTime at = parsed(text, "at is a time of day such as 02:30", LocalTime::parse);
        if (!body.has("days")) {
            return Timing.Daily.everyDay(at);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        List<String> words = body.isList("days")
                ? body.texts("days")
                : List.of(body.text("days").orElse("").split(","));
        words.forEach(word -> days.add(day(word.strip())));
        return new Timing.Daily(at, days);
    }

    private static DayOfWeek day(String word) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (ScheduleJson.word(day).equals(word.toLowerCase(Locale.ROOT))) {
                return day;
            }
        }
        throw new BadRequest("days are mon, tue, wed, thu, fri, sat, sun, not '" + word + "'");
    }

    private static <T> T parsed(String text, String meant, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (DateTimeException e) {
            throw new BadRequest(meant + ", not '" + text + "'");
        }
    }
}
