package fieldlink.cli.gateway;

import fieldlink.cli.CommandGroup;
import fieldlink.cli.Node;
import fieldlink.cli.Syntax;
import java.util.List;

/** {@code fieldlink config …}. */
public final class ConfigCommands implements CommandGroup {
    @Override
    public List<Entry> entries() {
        return List.of(
                new Entry("check", "Say everything that is wrong with the configuration."),
                new Entry("show", "Print the values in force, with secrets masked."));
    }

    @Override
    public Node open(String name, Syntax syntax) {
        return switch (name) {
            case "check" -> new CheckConfigCommand(syntax);
            case "show" -> new ShowConfigCommand(syntax);
            default -> throw CommandGroup.unknown(name);
        };
    }
}
