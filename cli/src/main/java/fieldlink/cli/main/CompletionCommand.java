package fieldlink.cli.main;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Syntax;
import picocli.AutoComplete;
import picocli.CommandLine.ParseResult;

/** {@code fieldlink completion bash|zsh|fish}. */
final class CompletionCommand implements Command {
    private enum Shell {
        BASH,
        ZSH,
        FISH
    }

    private final Arg<Shell> shell;

    CompletionCommand(Syntax syntax) {
        syntax.examples("completion bash > /etc/bash_completion.d/fieldlink", "completion fish | source");
        shell = syntax.parameter("SHELL", Shell.class, Syntax.oneOf(Shell.class), "bash, zsh or fish");
    }

    @Override
    public ExitCode run(ParseResult given, Console console) {
        CommandTree tree = CommandTree.whole();
        console.out()
                .print(
                        switch (shell.get(given)) {
                            case BASH -> AutoComplete.bash("fieldlink", tree.commandLine());
                            // zsh runs bash completions through its own compatibility layer.
                            case ZSH ->
                                "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n"
                                        + AutoComplete.bash("fieldlink", tree.commandLine());
                            case FISH -> FishCompletion.script(tree.commandLine());
                        });
        return ExitCode.DONE;
    }
}
