package fieldlink.cli.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Writes what the distribution gives to a shell: completions and man pages. Run by the build. */
public final class ShellFiles {
    private ShellFiles() {}

    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]));
    }

    static void write(Path directory) throws IOException {
        CommandLine root = CommandModel.whole().root();
        Path completions = Files.createDirectories(directory.resolve("completions"));
        Files.writeString(completions.resolve("fieldlink.bash"), bash(root));
        Files.writeString(completions.resolve("_fieldlink"), zsh(root));
        Files.writeString(completions.resolve("fieldlink.fish"), FishCompletion.script(root));
        writeManPages(root, Files.createDirectories(directory.resolve("man/man1")));
    }

    static String bash(CommandLine root) {
        return AutoComplete.bash("fieldlink", root);
    }

    /** zsh runs bash completions through its own compatibility layer. */
    static String zsh(CommandLine root) {
        return "#compdef fieldlink\nautoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n"
                + bash(root);
    }

    private static void writeManPages(CommandLine command, Path directory) throws IOException {
        ManPage page = new ManPage(command);
        Files.writeString(directory.resolve(page.name() + ".1"), page.text());
        for (CommandLine child : command.getSubcommands().values()) {
            writeManPages(child, directory);
        }
    }
}
