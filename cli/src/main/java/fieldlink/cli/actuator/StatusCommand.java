package fieldlink.cli.actuator;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** {@code fieldlink actuator list} and {@code status}. */
final class StatusCommand implements Command {
    private final boolean namesOnly;
    private final Arg<String> names;
    private final Places places;

    StatusCommand(Syntax syntax, boolean namesOnly) {
        this.namesOnly = namesOnly;
        syntax.examples(namesOnly ? "actuator list" : "actuator status", "actuator status side-window --json");
        names = syntax.parameters("NAME", text -> text, "Only these actuators.");
        places = new Places(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) {
        Bridge bridge = new Bridge(places.socket(given, console));
        List<Answer> all = bridge.status();
        List<String> wanted = names.all(given);
        for (String name : wanted) {
            if (all.stream().noneMatch(line -> line.text("name").orElse("").equals(name))) {
                throw new CommandFailure(ExitCode.USAGE, "no actuator '" + name + "'");
            }
        }
        if (!console.json() && !namesOnly) {
            console.result(
                    String.format("%-20s %-12s %9s %9s  %-7s %s", "NAME", "STATE", "POSITION", "TARGET", "OWNER", ""));
        }
        for (Answer line : all) {
            String name = line.text("name").orElse("");
            if (wanted.isEmpty() || wanted.contains(name)) {
                console.result(console.json() ? line.json() : (namesOnly ? name : row(line)));
            }
        }
        if (!namesOnly) {
            remark(bridge.house(), console);
        }
        return ExitCode.DONE;
    }

    /** What concerns the whole house stands in no actuator's line. */
    private static void remark(Answer house, Console console) {
        if (house.isRejected()) {
            console.remark(house.text("reason").orElse("the bridge does not answer"));
        }
        if (house.text("emergency").orElse("").equals("true")) {
            console.remark("the emergency stop is latched; 'fieldlink actuator clear' ends it");
        }
        house.text("sending_trouble")
                .ifPresent(trouble -> console.remark("packets fail and are tried again: " + trouble + " ("
                        + house.text("packets_failed").orElse("?") + " so far)"));
    }

    static String row(Answer line) {
        String doubt = line.text("uncertain").orElse("").equals("true") ? "uncertain " : "";
        String interlock =
                line.text("interlock").map(rule -> "confined by " + rule).orElse("");
        return String.format(
                        Locale.ROOT,
                        "%-20s %-12s %9s %9s  %-7s %s",
                        line.text("name").orElse(""),
                        line.text("state").orElse(""),
                        percent(line.number("position_pct")),
                        percent(line.number("target_pct")),
                        line.text("owner").orElse(""),
                        doubt + interlock)
                .stripTrailing();
    }

    private static String percent(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.1f %%", value.getAsDouble()) : "-";
    }
}
