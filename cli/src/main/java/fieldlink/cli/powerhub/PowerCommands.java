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
                new Entry("temperatures", "Set the temperatures of switching off and recovering."),
                new Entry("sleep", "Send the hub to deep sleep."),
                new Entry("wake", "Send the order to wake, which does nothing."));
    }

    @Override
    public Node open(String name, Syntax syntax) {
        return switch (name) {
            case "read" -> ReadStateCommand.ofPower(syntax);
            case "thresholds" -> ThresholdsCommand.ofVoltages(syntax);
            case "temperatures" -> ThresholdsCommand.ofTemperatures(syntax);
            case "sleep" -> OrderCommand.sleep(syntax);
            case "wake" -> OrderCommand.wake(syntax);
            default -> throw CommandGroup.unknown(name);
        };
    }
}
