package fieldlink.cli.jobs;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.jobs.server.json.JsonObject;

/** {@code fieldlink jobs schedule pause|resume|remove NAME}: one request about one schedule, and its answer. */
final class OneScheduleCommand implements Command {
    private final ServerAccess server;
    private final Arg<String> name;
    private final String method;
    private final String body;

    private OneScheduleCommand(Syntax syntax, String method, String body) {
        this.method = method;
        this.body = body;
        server = new ServerAccess(syntax);
        name = syntax.parameter("NAME", text -> text, "the schedule's name");
    }

    static OneScheduleCommand pause(Syntax syntax) {
        return new OneScheduleCommand(syntax.examples("jobs schedule pause airing"), "PATCH", enabled(false));
    }

    static OneScheduleCommand resume(Syntax syntax) {
        return new OneScheduleCommand(syntax.examples("jobs schedule resume airing"), "PATCH", enabled(true));
    }

    static OneScheduleCommand remove(Syntax syntax) {
        return new OneScheduleCommand(syntax.examples("jobs schedule remove airing"), "DELETE", "");
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        String path = "/api/schedules/" + ServerAccess.encoded(name.get(given));
        OneJobCommand.print(server.call(given, console, method, path, body).json(), console);
        return ExitCode.DONE;
    }

    private static String enabled(boolean enabled) {
        return new JsonObject().put("enabled", enabled).toString();
    }
}
