package fieldlink.cli.jobs;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.cli.ble.TimeSpan;
import fieldlink.jobs.Misfire;
import fieldlink.jobs.server.json.Body;
import fieldlink.jobs.server.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code fieldlink jobs schedule add NAME DEVICE COMMAND [NAME=VALUE…] --every|--at}. */
final class AddScheduleCommand implements Command {
    private final ServerAccess server;
    private final Arg<Duration> every;
    private final Arg<String> at;
    private final Arg<String> days;
    private final Arg<String> zone;
    private final Arg<String> window;
    private final Arg<Misfire> misfire;
    private final Arg<Boolean> urgent;
    private final Arg<String> name;
    private final Arg<String> device;
    private final Arg<String> command;
    private final Arg<List<String>> arguments;

    AddScheduleCommand(Syntax syntax) {
        syntax.examples(
                        "jobs schedule add reading pico-1 temp --every 15m",
                        "jobs schedule add airing window-1 open percent=30 --at 06:30 --days mon,wed,fri --zone Asia/Tokyo",
                        "jobs schedule add update cam-1 update --at 22:05 --window 22:00-04:00 --misfire once")
                .details(
                        "A due time that is seen more than a minute late was missed, because no server ran or its clock"
                                + " jumped. What then happens says --misfire; unless it is given, 'once' for a command that the"
                                + " device calls idempotent, and 'skip' for every other.");
        server = new ServerAccess(syntax);
        every = syntax.option("--every", "DURATION", TimeSpan::parse, "again and again, from midnight on");
        at = syntax.option("--at", "HH:MM", text -> text, "at this time of the day");
        days = syntax.option("--days", "DAYS", text -> text, "with --at: only on these, such as mon,wed,fri");
        zone = syntax.option("--zone", "ZONE", text -> text, "the time zone (the server's)");
        window = syntax.option(
                "--window", "HH:MM-HH:MM", text -> text, "jobs run within these hours only, and expire when they end");
        misfire = syntax.option(
                "--misfire",
                "POLICY",
                Syntax.oneOf(Misfire.class),
                "missed due times: skip them, run once for all of them, or run them all");
        urgent = syntax.flag("--urgent", "Before everything that is not.");
        name = syntax.parameter("NAME", text -> text, "what to call the schedule");
        device = syntax.parameter("DEVICE", text -> text, "the device's id");
        command = syntax.parameter("COMMAND", text -> text, "what it is to do");
        arguments = syntax.parameters("NAME=VALUE", Arguments::pair, "arguments; a value is JSON, or else a text");
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        Optional<Duration> period = every.find(given);
        Optional<String> time = at.find(given);
        if (period.isPresent() == time.isPresent()) {
            throw new IllegalArgumentException("say when: either --every, such as 15m, or --at, such as 06:30");
        }
        JsonObject plan = new JsonObject()
                .put("schedule_id", name.get(given))
                .put("device_id", device.get(given))
                .put("name", command.get(given))
                .put("args", Arguments.object(arguments.all(given)));
        period.ifPresent(span -> plan.put("every", span.toSeconds()));
        time.ifPresent(text -> plan.put("at", text));
        days.find(given).ifPresent(text -> plan.texts("days", List.of(text.split(",", -1))));
        zone.find(given).ifPresent(text -> plan.put("zone", text));
        window.find(given).ifPresent(text -> plan.put("hours", text));
        misfire.find(given).ifPresent(policy -> plan.put("misfire", policy.word()));
        if (urgent.isSet(given)) {
            plan.put("priority", "urgent");
        }
        Body kept = server.call(given, console, "POST", "/api/schedules", plan.toString())
                .json();
        OneJobCommand.print(kept, console);
        return ExitCode.DONE;
    }
}
