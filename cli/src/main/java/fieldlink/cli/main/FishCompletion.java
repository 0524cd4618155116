package fieldlink.cli.main;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for fish, which picocli does not write: one {@code complete} line per word and option. */
final class FishCompletion {
    private FishCompletion() {}

    static String script(CommandLine root) {
        StringBuilder out = new StringBuilder("complete -c fieldlink -f\n");
        describe(root.getCommandSpec(), "__fish_use_subcommand", out);
        return out.toString();
    }

    private static void describe(CommandSpec spec, String condition, StringBuilder out) {
        spec.subcommands().forEach((name, child) -> {
            line(out, condition, "-a " + name, summary(child.getCommandSpec()));
            describe(child.getCommandSpec(), within(child.getCommandSpec()), out);
        });
        for (OptionSpec option : spec.options()) {
            String form = option.longestName().replaceFirst("^-+", "");
            String argument = option.arity().max() > 0 ? " -r" : "";
            line(out, condition, "-l " + form + argument, String.join(" ", option.description()));
        }
    }

    private static String within(CommandSpec spec) {
        return Arrays.stream(spec.qualifiedName().split(" "))
                .skip(1) // the program itself
                .map(word -> "__fish_seen_subcommand_from " + word)
                .collect(Collectors.joining("; and "));
    }

    private static String summary(CommandSpec spec) {
        String[] description = spec.usageMessage().description();
        return description.length == 0 ? "" : description[0];
    }

    private static void line(StringBuilder out, String condition, String what, String description) {
        out.append("complete -c fieldlink -n '").append(condition).append("' ").append(what);
        out.append(" -d '").append(description.replace("'", "\\'")).append("'\n");
    }
}
