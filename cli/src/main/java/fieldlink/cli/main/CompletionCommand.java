package fieldlink.cli.main;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import picocli.CommandLine;

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
        shell = syntax.parameter("SHELL", Syntax.oneOf(Shell.class), "bash, zsh or fish");
    }

    @Override
    public ExitCode run(Given given, Console console) {
        CommandLine root = CommandModel.whole().root();
        console.out()
                .print(
                        switch (shell.get(given)) {
                            case BASH -> ShellFiles.bash(root);
                            case ZSH -> ShellFiles.zsh(root);
                            case FISH -> FishCompletion.script(root);
                        });
        return ExitCode.DONE;
    }
}
