package fieldlink.cli.jobs;

import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.jobs.server.json.Body;
import fieldlink.jobs.server.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** {@code fieldlink jobs schedule list}. */
final class ListSchedulesCommand implements Command {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    private final ServerAccess server;

    ListSchedulesCommand(Syntax syntax) {
        syntax.examples("jobs schedule list", "jobs schedule list --json");
        server = new ServerAccess(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        Body answer = server.get(given, console, "/api/schedules").json();
        List<Body> schedules = answer.objects("schedules");
        new Table("schedule_id", "device_id", "command", "when", "next_due", "last", "enabled")
                .print(
                        console.json()
                                ? schedules
                                : schedules.stream()
                                        .map(ListSchedulesCommand::row)
                                        .toList(),
                        console);
        if (answer.isTruthy("held")) {
            console.remark("all of them wait until the clock of the server's machine is in sync");
        }
        return ExitCode.DONE;
    }

    /** What a person wants to see of a schedule. */
    private static Body row(Body schedule) {
        JsonObject row = new JsonObject()
                .put("schedule_id", schedule.text("schedule_id").orElse(""))
                .put("device_id", schedule.text("device_id").orElse(""))
                .put("command", schedule.object("command").text("name").orElse(""))
                .put("when", when(schedule))
                .put("enabled", schedule.isTruthy("enabled"));
        schedule.number("next_due").ifPresent(due -> row.put("next_due", local(due)));
        if (schedule.isObject("last")) {
            row.put("last", last(schedule.object("last")));
        }
        return Body.of(row.asText());
    }

    private static String when(Body schedule) {
        String days = schedule.texts("days").size() == 7 ? "" : " " + String.join(",", schedule.texts("days"));
        String time = schedule.text("at")
                .map(at -> at + days + " " + schedule.text("zone").orElse(""))
                .orElseGet(() -> "every " + span(schedule.number("every").orElse(0.0)));
        return schedule.text("hours").map(hours -> time + ", within " + hours).orElse(time);
    }

    /** As {@code --every} takes it. */
    private static String span(double seconds) {
        Duration span = Duration.ofSeconds(Math.round(seconds));
        if (span.toSecondsPart() > 0) {
            return span.toSeconds() + "s";
        }
        return span.toMinutesPart() > 0 ? span.toMinutes() + "m" : span.toHours() + "h";
    }

    private static String last(Body last) {
        String outcome = last.text("state").or(() -> last.text("refused")).orElse("");
        return last.number("due").map(due -> local(due) + " ").orElse("") + outcome;
    }

    private static String local(double seconds) {
        return LOCAL.format(Instant.ofEpochSecond(BigDecimal.valueOf(seconds).longValue()));
    }
}
