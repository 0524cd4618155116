package fieldlink.cli.jobs;

import fieldlink.cli.CommandGroup;
import fieldlink.cli.Node;
import fieldlink.cli.Syntax;
import java.util.List;

/** {@code fieldlink jobs …}. */
public final class JobsCommands implements CommandGroup {
    @Override
    public List<Entry> entries() {
        return List.of(
                new Entry("serve", "Run the job server."),
                new Entry("login", "Log in to a job server with a password, once for this machine."),
                new Entry("logout", "End what 'jobs login' began."),
                new Entry("devices", "List devices."),
                new Entry("approve", "Let a device in, and print its token."),
                new Entry("token", "Give a device a new token; the old one ends."),
                new Entry("submit", "Have a device do something."),
                new Entry("list", "List jobs."),
                new Entry("show", "Show one job."),
                new Entry("cancel", "Call a job off."),
                new Entry("requeue", "Have a job that is over done once more, or all that failed."),
                new Entry("schedule", "Have a device do something again and again."),
                new Entry("watch", "Follow the changes of jobs."),
                new Entry("agent", "Be a device: run the programs that are allowed here as jobs."));
    }

    @Override
    public Node open(String name, Syntax syntax) {
        return switch (name) {
            case "serve" -> new ServeCommand(syntax);
            case "login" -> new LoginCommand(syntax);
            case "logout" -> new LogoutCommand(syntax);
            case "devices" -> new DevicesCommand(syntax);
            case "approve" -> new ApproveCommand(syntax);
            case "token" -> new TokenCommand(syntax);
            case "submit" -> new SubmitCommand(syntax);
            case "list" -> new ListCommand(syntax);
            case "show" -> OneJobCommand.show(syntax);
            case "cancel" -> OneJobCommand.cancel(syntax);
            case "requeue" -> new RequeueCommand(syntax);
            case "schedule" -> new ScheduleCommands();
            case "watch" -> new WatchCommand(syntax);
            case "agent" -> new AgentCommand(syntax);
            default -> throw CommandGroup.unknown(name);
        };
    }
}
