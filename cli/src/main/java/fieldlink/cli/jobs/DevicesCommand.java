package fieldlink.cli.jobs;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;

/** {@code fieldlink jobs devices}. */
final class DevicesCommand implements Command {
    private final ServerAccess server;
    private final Arg<Boolean> pending;

    DevicesCommand(Syntax syntax) {
        syntax.examples("jobs devices", "jobs devices --pending --json");
        server = new ServerAccess(syntax);
        pending = syntax.flag("--pending", "Only those that wait to be let in.");
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        String path = "/api/devices" + (pending.isSet(given) ? "?approval=pending" : "");
        new Table("device_id", "approval", "online", "queue_depth")
                .print(server.get(given, console, path).json().objects("devices"), console);
        return ExitCode.DONE;
    }
}
