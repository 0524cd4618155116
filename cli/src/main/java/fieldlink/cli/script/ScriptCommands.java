package fieldlink.cli.script;

import fieldlink.cli.CommandGroup;
import fieldlink.cli.Node;
import fieldlink.cli.Syntax;
import java.util.List;

/** {@code fieldlink script …}. */
public final class ScriptCommands implements CommandGroup {
    @Override
    public List<Entry> entries() {
        return List.of(
                new Entry("run", "Run a script over the actuators of the running bridge."),
                new Entry("list", "List the scripts that come with Fieldlink."));
    }

    @Override
    public Node open(String name, Syntax syntax) {
        return switch (name) {
            case "run" -> new RunScriptCommand(syntax);
            case "list" -> new ListScriptsCommand(syntax);
            default -> throw CommandGroup.unknown(name);
        };
    }
}
