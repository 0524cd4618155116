package fieldlink.cli.actuator;

import fieldlink.cli.CommandGroup;
import fieldlink.cli.Node;
import fieldlink.cli.Syntax;
import java.util.List;

/** {@code fieldlink actuator …}. */
public final class ActuatorCommands implements CommandGroup {
    @Override
    public List<Entry> entries() {
        return List.of(
                new Entry("run", "Run the bridge of a house; with a name, let a valve or switch run for a time."),
                new Entry("list", "List the actuators of the running bridge."),
                new Entry("status", "Show what the actuators are doing."),
                new Entry("open", "Open a window or curtain fully."),
                new Entry("close", "Close a window or curtain fully."),
                new Entry("set", "Move a window or curtain to a position."),
                new Entry("stop", "Stop a motor, or switch a valve or switch off."),
                new Entry("on", "Switch something on until told otherwise."),
                new Entry("off", "Switch something off."),
                new Entry("emergency", "Switch everything off now and keep it off until cleared."),
                new Entry("clear", "Clear the emergency stop; nothing resumes."),
                new Entry("calibrate", "Drive to the end point to find the position again."),
                new Entry("measure", "Measure travel times and write them to the configuration."),
                new Entry("release", "Leave an actuator to its node."),
                new Entry("known", "Say where a motor is, because you looked."),
                new Entry("acknowledge", "Put an actuator back into service after a fault."),
                new Entry("log", "Print the audit log."),
                new Entry("all-off", "Switch everything off from the state file alone, without a bridge."));
    }

    @Override
    public Node open(String name, Syntax syntax) {
        return switch (name) {
            case "run" -> new BridgeCommand(syntax);
            case "list" -> new StatusCommand(syntax, true);
            case "status" -> new StatusCommand(syntax, false);
            case "open", "close", "calibrate", "release", "acknowledge", "on", "off" -> AskCommand.plain(syntax, name);
            case "set", "known" -> AskCommand.withAmount(syntax, name, "PERCENT", "0 is closed, 100 open.");
            case "stop" -> AskCommand.stop(syntax);
            case "emergency" -> new EmergencyCommand(syntax);
            case "clear" -> new ClearCommand(syntax);
            case "measure" -> new MeasureCommand(syntax);
            case "log" -> new LogCommand(syntax);
            case "all-off" -> new AllOffCommand(syntax);
            default -> throw CommandGroup.unknown(name);
        };
    }
}
