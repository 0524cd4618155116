package fieldlink.cli.main;

import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** One command line, from its words to its exit code. */
final class CommandLineRun {
    private final List<String> args;
    private final Console console;

    CommandLineRun(List<String> args, Console console) {
        this.args = args;
        this.console = console;
    }

    ExitCode execute() {
        CommandTree tree = CommandTree.naming(args);
        List<ParseResult> levels = new ArrayList<>();
        try {
            ParseResult level = tree.commandLine().parseArgs(args.toArray(String[]::new));
            levels.add(level);
            while (level.hasSubcommand()) {
                level = level.subcommand();
                levels.add(level);
            }
        } catch (UnmatchedArgumentException e) {
            return misuse(e.getCommandLine().getCommandSpec(), unmatched(e));
        } catch (ParameterException e) {
            return misuse(e.getCommandLine().getCommandSpec(), e.getMessage());
        }
        CommandSpec asked = levels.get(levels.size() - 1).commandSpec();
        if (anyHas(levels, CommandTree.HELP)) {
            CommandTree.whole().find(asked.qualifiedName()).usage(console.out(), Ansi.OFF);
            return ExitCode.DONE;
        }
        if (anyHas(levels, CommandTree.VERSION)) {
            console.result(Version.line());
            return ExitCode.DONE;
        }
        return tree.command(asked)
                .map(command -> run(command, levels))
                .orElseGet(() -> misuse(asked, "'" + asked.qualifiedName() + "' needs a command after it"));
    }

    private ExitCode run(Command command, List<ParseResult> levels) {
        ParseResult given = levels.get(levels.size() - 1);
        try {
            return command.run(given, console.withJson(anyHas(levels, CommandTree.JSON)));
        } catch (ParameterException e) {
            return misuse(given.commandSpec(), e.getMessage());
        } catch (Exception e) { // the process boundary: every failure becomes a line and an exit code
            return Failures.report(e, console.err(), verbosity(levels) > 1);
        }
    }

    private ExitCode misuse(CommandSpec spec, @Nullable String message) {
        console.remark("fieldlink: " + message);
        console.remark("Try '" + spec.qualifiedName() + " --help' for what it accepts.");
        return ExitCode.USAGE;
    }

    private static String unmatched(UnmatchedArgumentException e) {
        String word = e.getUnmatched().get(0);
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        if (e.isUnknownOption()) {
            return "'" + spec.qualifiedName() + "' has no option " + word;
        }
        if (spec.subcommands().isEmpty()) {
            return "'" + spec.qualifiedName() + "' does not know what to do with '" + word + "'";
        }
        return "'" + spec.qualifiedName() + "' has no command '" + word + "'";
    }

    private static boolean anyHas(List<ParseResult> levels, String option) {
        return levels.stream().anyMatch(level -> level.hasMatchedOption(option));
    }

    private static int verbosity(List<ParseResult> levels) {
        return levels.stream()
                .mapToInt(level -> level.matchedOptionValue(CommandTree.VERBOSE, new boolean[0]).length)
                .sum();
    }
}
