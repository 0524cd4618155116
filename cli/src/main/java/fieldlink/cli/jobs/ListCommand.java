package fieldlink.cli.jobs;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;

/** {@code fieldlink jobs list}. */
final class ListCommand implements Command {
    private final ServerAccess server;
    private final Arg<String> device;
    private final Arg<String> state;
    private final Arg<Integer> limit;

    ListCommand(Syntax syntax) {
        syntax.examples("jobs list --device pico-1", "jobs list --state needs-attention,dead --json");
        server = new ServerAccess(syntax);
        device = syntax.option("--device", "ID", text -> text, "only this device's");
        state = syntax.option("--state", "STATES", text -> text, "only in these states, separated by commas");
        limit = syntax.option("--limit", "N", Integer::parseInt, "50", "how many, the newest first");
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        StringBuilder path = new StringBuilder("/api/jobs?order=newest&limit=").append(limit.get(given));
        device.find(given).ifPresent(id -> path.append("&device_id=").append(ServerAccess.encoded(id)));
        state.find(given).ifPresent(words -> path.append("&state=").append(ServerAccess.encoded(words)));
        new Table("job_id", "device_id", "command", "state", "attempts", "queued_at")
                .print(server.get(given, console, path.toString()).json().objects("jobs"), console);
        return ExitCode.DONE;
    }
}
