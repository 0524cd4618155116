package fieldlink.cli.powerhub;

import fieldlink.cli.CommandGroup;
import fieldlink.cli.Node;
import fieldlink.cli.Syntax;
import java.util.List;

/** {@code fieldlink powerhub power …}. */
final class PowerCommands implements CommandGroup {
    @Override
    public List<Entry> entries() {
        return List.of(
                new Entry("read", "Print the thresholds."),
                new Entry("thresholds", "Set the voltages of sleeping and waking."),
                new Entry("sleep", "Send the hub to deep sleep."));
    }

    @Override
    public Node open(String name, Syntax syntax) {
        return switch (name) {
            case "read" -> ReadStateCommand.ofPower(syntax);
            case "thresholds" -> new ThresholdsCommand(syntax);
            case "sleep" -> new SleepCommand(syntax);
            default -> throw CommandGroup.unknown(name);
        };
    }
}
