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
                new Entry("encode", "Print the bytes of a command."),
                new Entry("decode", "Read frames and print what they say, as JSON Lines."),
                new Entry("simulate", "Run a hub without hardware, told what happens line by line."));
    }

    @Override
    public Node open(String name, Syntax syntax) {
        return switch (name) {
            case "encode" -> new EncodeCommand(syntax);
            case "decode" -> new DecodeCommand(syntax);
            case "simulate" -> new SimulateCommand(syntax);
            default -> throw CommandGroup.unknown(name);
        };
    }
}
