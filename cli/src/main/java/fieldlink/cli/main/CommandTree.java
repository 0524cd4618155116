package fieldlink.cli.main;

import fieldlink.cli.Command;
import fieldlink.cli.CommandGroup;
import fieldlink.cli.Node;
import fieldlink.cli.Syntax;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The commands as picocli's model: all of them for help and completion, or just the branch a command line names. */
final class CommandTree {
    static final String HELP = "--help";
    static final String JSON = "--json";
    static final String VERBOSE = "--verbose";
    static final String VERSION = "--version";

    private final IdentityHashMap<CommandSpec, Command> commands = new IdentityHashMap<>();
    private final CommandSpec root = CommandSpec.create().name("fieldlink");

    private CommandTree(CommandGroup group, Predicate<String> wanted) {
        // picocli would load java.time and java.sql for converters that no command uses.
        System.setProperty("picocli.converters.excludes", "java.(sql|time).*");
        System.setProperty("picocli.disable.closures", "true");
        root.usageMessage().description(Fieldlink.SUMMARY);
        root.addOption(flag("Print the version.", VERSION));
        fill(root, group, wanted);
    }

    /** Only the commands whose names are among the words; the rest is never built. Everything, when none is. */
    static CommandTree naming(List<String> words) {
        CommandTree branch = new CommandTree(new Fieldlink(), words::contains);
        return branch.root.subcommands().isEmpty() ? whole() : branch;
    }

    static CommandTree whole() {
        return new CommandTree(new Fieldlink(), name -> true);
    }

    CommandLine commandLine() {
        return new CommandLine(root);
    }

    /** What to run for a spec of this tree; empty for a group, which runs nothing by itself. */
    Optional<Command> command(CommandSpec spec) {
        return Optional.ofNullable(commands.get(spec));
    }

    /** The command of the same name in this tree. */
    CommandLine find(String qualifiedName) {
        CommandLine found = commandLine();
        for (String word : qualifiedName.split(" ")) {
            found = found.getSubcommands().getOrDefault(word, found);
        }
        return found;
    }

    private void fill(CommandSpec spec, CommandGroup group, Predicate<String> wanted) {
        for (CommandGroup.Entry entry : group.entries()) {
            if (wanted.test(entry.name())) {
                CommandSpec child = CommandSpec.create().name(entry.name());
                child.usageMessage().description(entry.summary());
                Node node = group.open(entry.name(), new Syntax(child));
                if (node instanceof CommandGroup inner) {
                    fill(child, inner, wanted);
                } else if (node instanceof Command command) {
                    commands.put(child, command);
                    addCommonOptions(child);
                }
                spec.addSubcommand(entry.name(), child);
            }
        }
        addCommonOptions(spec);
    }

    private static void addCommonOptions(CommandSpec spec) {
        spec.addOption(OptionSpec.builder(HELP, "-h")
                .usageHelp(true)
                .type(boolean.class)
                .arity("0")
                .description("Show what this command accepts.")
                .build());
        spec.addOption(OptionSpec.builder(VERBOSE, "-v")
                .type(boolean[].class)
                .arity("0")
                .description("Log more; twice for stack traces.")
                .build());
        spec.addOption(flag("Print JSON Lines: one object per result, nothing else.", JSON));
    }

    private static OptionSpec flag(String description, String name) {
        return OptionSpec.builder(name)
                .type(boolean.class)
                .arity("0")
                .description(description)
                .build();
    }
}
