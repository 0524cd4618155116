package fieldlink.cli.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** All commands with all that they accept, as one page of Markdown. */
public final class Reference {
    private final StringBuilder page = new StringBuilder();

    private Reference() {}

    /** Writes it over docs/reference/cli.md, after a command has changed. */
    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[0]), text());
    }

    static String text() {
        Reference reference = new Reference();
        reference.page.append("""
                # Commands

                Every command and what it accepts, as `--help` says it; written from the commands themselves by
                `fieldlink.cli.main.Reference`. Every command also takes `--help`, `--json` and `--verbose` (twice for
                stack traces). Exit codes: 0 done, 1 failed, 2 usage, 3 refused or busy, 4 unreachable, 5 timed out, 130
                interrupted.
                """);
        reference.write(CommandModel.whole().root());
        return reference.page.toString();
    }

    private void write(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (command.getSubcommands().isEmpty()) {
            page.append("\n## ").append(spec.qualifiedName()).append("\n\n");
            page.append(String.join("\n", spec.usageMessage().description()).replace("%%", "%"));
            page.append("\n\n```\n")
                    .append(command.getHelp().synopsis(0).strip())
                    .append("\n```\n\n");
            spec.positionalParameters().forEach(one -> entry(one.paramLabel(), one.description()));
            spec.options().stream().filter(one -> !isCommon(one.names())).forEach(one -> {
                String value = one.arity().max() > 0 ? " " + one.paramLabel() : "";
                entry(String.join(", ", one.names()) + value, one.description());
            });
            examples(spec);
        }
        command.getSubcommands().values().forEach(this::write);
    }

    private void entry(String term, String[] description) {
        page.append("- `").append(term).append("` ");
        page.append(String.join(" ", description).replace("%%", "%")).append('\n');
    }

    private void examples(CommandSpec spec) {
        String footer = String.join("\n", spec.usageMessage().footer());
        if (!footer.isEmpty()) {
            page.append("\nExamples:\n\n```\n");
            page.append(Ansi.OFF
                    .string(String.format(footer))
                    .lines()
                    .map(String::strip)
                    .collect(Collectors.joining("\n")));
            page.append("\n```\n");
        }
    }

    private static boolean isCommon(String... names) {
        return List.of(names).stream().anyMatch(List.of("--help", "--json", "--verbose", "--version")::contains);
    }
}
