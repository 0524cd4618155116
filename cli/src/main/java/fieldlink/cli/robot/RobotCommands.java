package fieldlink.cli.robot;

import fieldlink.cli.CommandGroup;
import fieldlink.cli.Node;
import fieldlink.cli.Syntax;
import java.util.List;

/** {@code fieldlink robot …}. */
public final class RobotCommands implements CommandGroup {
    @Override
    public List<Entry> entries() {
        return List.of(
                new Entry("serve", "Host a robot project for browsers and programs."),
                new Entry("push", "Upload a project; it is in force once it has been loaded."),
                new Entry("start", "Start the project afresh: new objects, init() again."),
                new Entry("call", "Call a method of an object of the project."),
                new Entry("stop", "Run the project's stop()."),
                new Entry("estop", "Stop the robot at once, whatever its code is doing."),
                new Entry("versions", "List the versions that are kept."),
                new Entry("rollback", "Put an earlier version in force."),
                new Entry("log", "Print what the project printed."));
    }

    @Override
    public Node open(String name, Syntax syntax) {
        return switch (name) {
            case "serve" -> new ServeCommand(syntax);
            case "push" -> new PushCommand(syntax);
            case "start" -> new PlainCommand(syntax, "start");
            case "call" -> new CallCommand(syntax);
            case "stop" -> new PlainCommand(syntax, "stop");
            case "estop" -> new EstopCommand(syntax);
            case "versions" -> new VersionsCommand(syntax);
            case "rollback" -> new RollbackCommand(syntax);
            case "log" -> new LogCommand(syntax);
            default -> throw CommandGroup.unknown(name);
        };
    }
}
