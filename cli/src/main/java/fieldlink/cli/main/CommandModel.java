package fieldlink.cli.main;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandGroup;
import fieldlink.cli.Given;
import fieldlink.cli.Node;
import fieldlink.cli.Syntax;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** All commands as picocli's model: for help, completion and man pages, and to say what is wrong with a line. */
final class CommandModel {
    private final CommonOptions common;
    private final CommandLine root;
    private final Map<CommandSpec, Command> commands = new HashMap<>();
    /** By identity: picocli's specs change their hash when they are given a value. */
    private final IdentityHashMap<ArgSpec, Arg<?>> args = new IdentityHashMap<>();

    CommandModel(CommandGroup group, CommonOptions common) {
        this.common = common;
        CommandSpec spec = CommandSpec.create().name("fieldlink");
        spec.usageMessage().description(Fieldlink.SUMMARY);
        spec.addOption(option(common.version));
        fill(spec, group);
        root = new CommandLine(spec).setExpandAtFiles(false);
    }

    static CommandModel whole() {
        return new CommandModel(new Fieldlink(), new CommonOptions());
    }

    CommandLine root() {
        return root;
    }

    /** From the root to the command that the line names. */
    List<ParseResult> parse(List<String> words) {
        List<ParseResult> levels = new ArrayList<>();
        ParseResult level = root.parseArgs(words.toArray(String[]::new));
        levels.add(level);
        while (level.hasSubcommand()) {
            level = level.subcommand();
            levels.add(level);
        }
        return levels;
    }

    /** What a parsed line says to do; empty when it ends at a group. */
    Optional<Line> line(List<ParseResult> levels) {
        Given given = new Given();
        for (ParseResult level : levels) {
            Stream.concat(level.matchedOptions().stream(), level.matchedPositionals().stream())
                    .distinct()
                    .forEach(matched -> give(given, matched));
        }
        Command command = commands.get(levels.get(levels.size() - 1).commandSpec());
        return Optional.ofNullable(command).map(found -> new Line(found, given));
    }

    private void give(Given given, ArgSpec matched) {
        Arg<?> arg = args.get(matched);
        if (arg == null) {
            throw new IllegalStateException(matched.paramLabel() + " is in the model but was never declared");
        }
        if (arg.shape() == Arg.Shape.FLAG) {
            int times = arg == common.verbose ? matched.<boolean[]>getValue().length : 1;
            for (int i = 0; i < times; i++) {
                given.add(arg, "true");
            }
        } else {
            matched.originalStringValues().forEach(text -> given.add(arg, text));
        }
    }

    private void fill(CommandSpec spec, CommandGroup group) {
        for (CommandGroup.Entry entry : group.entries()) {
            CommandSpec child = CommandSpec.create().name(entry.name());
            Syntax syntax = new Syntax();
            Node node = group.open(entry.name(), syntax);
            describe(child, entry.summary(), syntax);
            syntax.declaredOptions().forEach(arg -> child.addOption(option(arg)));
            List<Arg<?>> parameters = syntax.declaredParameters();
            for (int i = 0; i < parameters.size(); i++) {
                child.addPositional(positional(parameters.get(i), i));
            }
            if (node instanceof CommandGroup inner) {
                fill(child, inner);
            } else if (node instanceof Command command) {
                commands.put(child, command);
                addCommonOptions(child);
            }
            spec.addSubcommand(entry.name(), child);
        }
        addCommonOptions(spec);
    }

    private void addCommonOptions(CommandSpec spec) {
        spec.addOption(option(common.help));
        spec.addOption(option(common.verbose));
        spec.addOption(option(common.json));
    }

    private static void describe(CommandSpec spec, String summary, Syntax syntax) {
        List<String> description = new ArrayList<>(List.of(summary));
        description.addAll(syntax.declaredDetails());
        spec.usageMessage().description(escaped(description));
        if (!syntax.declaredExamples().isEmpty()) {
            spec.usageMessage().footerHeading("%nExamples:%n");
            spec.usageMessage()
                    .footer(escaped(syntax.declaredExamples().stream()
                            .map(example -> "  fieldlink " + example)
                            .toList()));
        }
    }

    private OptionSpec option(Arg<?> arg) {
        OptionSpec.Builder builder = OptionSpec.builder(arg.names().toArray(String[]::new))
                .usageHelp(arg == common.help)
                .versionHelp(arg == common.version)
                .description(escaped(List.of(arg.description()
                        + arg.defaultText()
                                .map(text -> " (default: " + text + ")")
                                .orElse(""))));
        if (arg.shape() == Arg.Shape.FLAG) {
            builder.arity("0").type(arg == common.verbose ? boolean[].class : boolean.class);
        } else {
            builder.arity("1")
                    .paramLabel(arg.label())
                    .type(arg.shape() == Arg.Shape.MANY ? String[].class : String.class);
        }
        OptionSpec option = builder.build();
        args.put(option, arg);
        return option;
    }

    private PositionalParamSpec positional(Arg<?> arg, int index) {
        boolean many = arg.shape() == Arg.Shape.MANY;
        PositionalParamSpec positional = PositionalParamSpec.builder()
                .index(many ? index + "..*" : Integer.toString(index))
                .arity(many ? "0..*" : arg.shape() == Arg.Shape.REQUIRED ? "1" : "0..1")
                .type(many ? String[].class : String.class)
                .paramLabel(arg.label())
                .description(escaped(List.of(arg.description())))
                .build();
        args.put(positional, arg);
        return positional;
    }

    /** picocli takes its texts for formats. */
    private static String[] escaped(List<String> texts) {
        return texts.stream().map(text -> text.replace("%", "%%")).toArray(String[]::new);
    }
}
