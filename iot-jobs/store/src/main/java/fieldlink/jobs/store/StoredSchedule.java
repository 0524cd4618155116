package fieldlink.jobs.store;

import fieldlink.jobs.Command;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Hours;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobState;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Misfire;
import fieldlink.jobs.Schedule;
import fieldlink.jobs.ScheduleId;
import fieldlink.jobs.Timetable;
import fieldlink.jobs.Timing;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A schedule as the document it is stored as. Names here are on disk: they may be added to, not changed. */
final class StoredSchedule {
    private StoredSchedule() {}

    static String write(Schedule schedule) {
        ObjectNode node = StoredJson.JSON.createObjectNode();
        node.put("id", schedule.id().value());
        node.put("enabled", schedule.enabled());
        node.put("misfire", schedule.misfire().name());
        Schedule.Task task = schedule.task();
        node.put("device", task.device().value());
        node.put("command", task.command().name());
        node.put("args", task.command().args().text());
        if (task.terms() != null) {
            StoredJson.write(node.putObject("terms"), task.terms());
        }
        write(node, schedule.timetable());
        Schedule.Standing standing = schedule.standing();
        StoredJson.put(node, "next", standing.next());
        node.put("fired", standing.fired());
        node.put("missed", standing.missed());
        if (standing.last() != null) {
            write(node.putObject("last"), standing.last());
        }
        return node.toString();
    }

    static Schedule read(String document) {
        JsonNode node = StoredJson.JSON.readTree(document);
        Schedule.Task task = new Schedule.Task(
                DeviceId.of(node.path("device").stringValue()),
                new Command(
                        node.path("command").stringValue(),
                        JsonText.of(node.path("args").stringValue())),
                node.has("terms") ? StoredJson.terms(node.path("terms")) : null);
        Schedule.Standing standing = new Schedule.Standing(
                StoredJson.optional(node, "next", Instant::parse),
                node.has("last") ? firing(node.path("last")) : null,
                node.path("fired").longValue(),
                node.path("missed").longValue());
        return new Schedule(
                ScheduleId.of(node.path("id").stringValue()),
                task,
                timetable(node),
                Misfire.valueOf(node.path("misfire").stringValue()),
                node.path("enabled").booleanValue(),
                standing);
    }

    private static void write(ObjectNode node, Timetable timetable) {
        if (timetable.timing() instanceof Timing.Every every) {
            node.put("every", every.period().toString());
            node.put("start", every.start().toString());
        } else if (timetable.timing() instanceof Timing.Daily daily) {
            node.put("at", daily.at().toString());
            ArrayNode days = node.putArray("days");
            new TreeSet<>(daily.days()).forEach(day -> days.add(day.name()));
        }
        node.put("zone", timetable.zone().getId());
        StoredJson.put(node, "hours", timetable.hours());
    }

    private static Timetable timetable(JsonNode node) {
        return new Timetable(
                timing(node),
                ZoneId.of(node.path("zone").stringValue()),
                StoredJson.optional(node, "hours", Hours::parse));
    }

    private static Timing timing(JsonNode node) {
        @Nullable Duration period = StoredJson.optional(node, "every", Duration::parse);
        return period != null
                ? new Timing.Every(period, Instant.parse(node.path("start").stringValue()))
                : new Timing.Daily(
                        LocalTime.parse(node.path("at").stringValue()),
                        StoredJson.texts(node.path("days")).stream()
                                .map(DayOfWeek::valueOf)
                                .collect(Collectors.toSet()));
    }

    private static void write(ObjectNode node, Schedule.Firing last) {
        node.put("due", last.due().toString());
        node.put("at", last.at().toString());
        StoredJson.put(node, "job", last.job());
        StoredJson.put(node, "state", last.state());
        StoredJson.put(node, "refusal", last.refusal());
    }

    private static Schedule.Firing firing(JsonNode node) {
        return new Schedule.Firing(
                Instant.parse(node.path("due").stringValue()),
                Instant.parse(node.path("at").stringValue()),
                StoredJson.optional(node, "job", JobId::of),
                StoredJson.optional(node, "state", JobState::valueOf),
                StoredJson.optional(node, "refusal", Function.identity()));
    }
}
