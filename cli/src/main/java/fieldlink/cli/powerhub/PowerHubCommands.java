package fieldlink.cli.powerhub;

import fieldlink.cli.CommandGroup;
import fieldlink.cli.Node;
import fieldlink.cli.Syntax;
import java.util.List;

/** {@code fieldlink powerhub …}. */
public final class PowerHubCommands implements CommandGroup {
    @Override
    public List<Entry> entries() {
        return List.of(
                new Entry("list", "Print the hubs in range."),
                new Entry("state", "Print the levels of the outputs."),
                new Entry("set", "Set an output's level."),
                new Entry("fade", "Fade an output to a level."),
                new Entry("blink", "Let an output blink."),
                new Entry("strobe", "Let an output flash in bursts."),
                new Entry("off", "Switch outputs off."),
                new Entry("batch", "Send several commands at once."),
                new Entry("telemetry", "Follow supply, temperatures and currents."),
                new Entry("power", "Thresholds and sleep."),
                new Entry("encode", "Print the bytes of a command."),
                new Entry("decode", "Read frames and print what they say, as JSON Lines."),
                new Entry("simulate", "Run a hub without hardware, told what happens line by line."));
    }

    @Override
    public Node open(String name, Syntax syntax) {
        return switch (name) {
            case "list" -> new ListCommand(syntax);
            case "state" -> ReadStateCommand.ofLevels(syntax);
            case "set" -> DriveCommand.one(syntax, name, "0 255");
            case "fade" -> DriveCommand.one(syntax, name, "1 128 2s");
            case "blink" -> DriveCommand.one(syntax, name, "2 1s");
            case "strobe" -> DriveCommand.one(syntax, name, "3 5 500ms 200ms");
            case "off" -> DriveCommand.off(syntax);
            case "batch" -> DriveCommand.batch(syntax);
            case "telemetry" -> new TelemetryCommand(syntax);
            case "power" -> new PowerCommands();
            case "encode" -> new EncodeCommand(syntax);
            case "decode" -> new DecodeCommand(syntax);
            case "simulate" -> new SimulateCommand(syntax);
            default -> throw CommandGroup.unknown(name);
        };
    }
}
