package fieldlink.cli.main;

import fieldlink.cli.CommandGroup;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** One command line, from its words to its exit code. */
final class CommandLineRun {
    private final List<String> words;
    private final Console console;
    private final CommandGroup commands = new Fieldlink();
    private final CommonOptions common = new CommonOptions();

    CommandLineRun(List<String> words, Console console) {
        this.words = words;
        this.console = console;
    }

    ExitCode execute() {
        Optional<Line> line = QuickReader.read(commands, common, words);
        return line.isPresent() ? run(line.get()) : withPicocli();
    }

    private ExitCode withPicocli() {
        CommandModel model = new CommandModel(commands, common);
        List<ParseResult> levels;
        try {
            levels = model.parse(words);
        } catch (UnmatchedArgumentException e) {
            return misuse(e.getCommandLine().getCommandSpec(), unmatched(e));
        } catch (ParameterException e) {
            return misuse(e.getCommandLine().getCommandSpec(), e.getMessage());
        }
        ParseResult last = levels.get(levels.size() - 1);
        if (levels.stream().anyMatch(ParseResult::isUsageHelpRequested)) {
            last.commandSpec().commandLine().usage(console.out(), Ansi.OFF);
            return ExitCode.DONE;
        }
        if (levels.stream().anyMatch(ParseResult::isVersionHelpRequested)) {
            console.result(Version.line());
            return ExitCode.DONE;
        }
        return model.line(levels)
                .map(this::run)
                .orElseGet(() -> misuse(
                        last.commandSpec(), "'" + last.commandSpec().qualifiedName() + "' needs a command after it"));
    }

    private ExitCode run(Line line) {
        try {
            return line.command().run(line.given(), console.withJson(common.json.isSet(line.given())));
        } catch (Exception e) { // the process boundary: every failure becomes a line and an exit code
            return Failures.report(e, console.err(), common.verbosity(line.given()) > 1);
        }
    }

    private ExitCode misuse(CommandSpec spec, @Nullable String message) {
        console.remark("fieldlink: " + message);
        console.remark("Try '" + spec.qualifiedName() + " --help' for what it accepts.");
        return ExitCode.USAGE;
    }

    private static String unmatched(UnmatchedArgumentException e) {
        String word = e.getUnmatched().get(0);
        CommandLine command = e.getCommandLine();
        String name = "'" + command.getCommandSpec().qualifiedName() + "'";
        if (e.isUnknownOption()) {
            return name + " has no option " + word;
        }
        return command.getSubcommands().isEmpty()
                ? name + " does not know what to do with '" + word + "'"
                : name + " has no command '" + word + "'";
    }
}
