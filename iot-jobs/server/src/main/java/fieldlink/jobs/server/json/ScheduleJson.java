package fieldlink.jobs.server.json;

import fieldlink.jobs.Command;
import fieldlink.jobs.Schedule;
import fieldlink.jobs.Terms;
import fieldlink.jobs.Timetable;
import fieldlink.jobs.Timing;
import java.time.DayOfWeek;
import java.util.Locale;
import java.util.TreeSet;

/** Schedules as the API shows them. */
public final class ScheduleJson {
    private static final int LETTERS = 3;

    private ScheduleJson() {}

    public static JsonObject write(Schedule schedule) {
        Command command = schedule.task().command();
        Schedule.Standing standing = schedule.standing();
        JsonObject json = new JsonObject()
                .put("schedule_id", schedule.id().value())
                .put("device_id", schedule.task().device().value())
                .put("command", new JsonObject().put("name", command.name()).put("args", command.args()))
                .put("misfire", schedule.misfire().word())
                .put("enabled", schedule.enabled())
                .put("fired", standing.fired())
                .put("missed", standing.missed())
                .putIfAny("next_due", standing.next());
        write(json, schedule.timetable());
        Terms terms = schedule.task().terms();
        if (terms != null) {
            json.put("delivery", terms.delivery().name().toLowerCase(Locale.ROOT))
                    .put("lane", terms.lane().name().toLowerCase(Locale.ROOT))
                    .put("max_attempts", terms.retry().attempts());
        }
        schedule.last().ifPresent(last -> json.put("last", write(last)));
        return json;
    }

    private static void write(JsonObject json, Timetable timetable) {
        json.put("zone", timetable.zone().getId());
        if (timetable.timing() instanceof Timing.Every every) {
            json.put("every", every.period().toSeconds()).put("start", every.start());
        } else if (timetable.timing() instanceof Timing.Daily daily) {
            json.put("at", daily.at().toString())
                    .texts(
                            "days",
                            new TreeSet<>(daily.days())
                                    .stream().map(ScheduleJson::word).toList());
        }
        if (timetable.hours() != null) {
            json.put("hours", timetable.hours().toString());
        }
    }

    private static JsonObject write(Schedule.Firing last) {
        JsonObject json =
                new JsonObject().put("due", last.due()).put("at", last.at()).putIfAny("refused", last.refusal());
        if (last.job() != null && last.state() != null) {
            json.put("job_id", last.job().value()).put("state", last.state().word());
        }
        return json;
    }

    /** {@code mon} to {@code sun}. */
    public static String word(DayOfWeek day) {
        return day.name().substring(0, LETTERS).toLowerCase(Locale.ROOT);
    }
}
