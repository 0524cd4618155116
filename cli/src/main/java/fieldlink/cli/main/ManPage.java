package fieldlink.cli.main;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** One command's manual page in man(7) macros. picocli itself writes only AsciiDoc. */
final class ManPage {
    private final CommandLine command;
    private final CommandSpec spec;

    ManPage(CommandLine command) {
        this.command = command;
        this.spec = command.getCommandSpec();
    }

    String name() {
        return spec.qualifiedName("-");
    }

    String text() {
        StringBuilder page = new StringBuilder();
        page.append(".TH ").append(quoted(name().toUpperCase(Locale.ROOT)));
        page.append(" 1 \"\" ").append(quoted(Version.line())).append("\n");
        section(page, "NAME", name() + " \\- " + escaped(summary(spec)));
        section(page, "SYNOPSIS", escaped(command.getHelp().synopsis(0)));
        section(
                page,
                "DESCRIPTION",
                escaped(String.join("\n", spec.usageMessage().description())));
        list(
                page,
                "PARAMETERS",
                spec.positionalParameters().stream()
                        .map(parameter -> entry(parameter.paramLabel(), parameter.description())));
        list(
                page,
                "OPTIONS",
                spec.options().stream()
                        .map(option -> entry(
                                String.join(", ", option.names())
                                        + (option.arity().max() > 0 ? " " + option.paramLabel() : ""),
                                option.description())));
        list(
                page,
                "COMMANDS",
                spec.subcommands().entrySet().stream()
                        .map(child -> entry(
                                child.getKey(),
                                new String[] {summary(child.getValue().getCommandSpec())})));
        examples(page);
        section(page, "SEE ALSO", seeAlso());
        return page.toString();
    }

    private void examples(StringBuilder page) {
        String footer = String.join("\n", spec.usageMessage().footer());
        if (!footer.isEmpty()) {
            String lines = Ansi.OFF.string(String.format(footer)).replaceAll("(?m)^ +", "");
            page.append(".SH EXAMPLES\n.nf\n").append(escaped(lines)).append("\n.fi\n");
        }
    }

    private String seeAlso() {
        CommandSpec parent = spec.parent();
        Stream<String> pages = Stream.concat(
                Stream.ofNullable(parent).map(up -> up.qualifiedName("-")),
                spec.subcommands().values().stream()
                        .map(child -> child.getCommandSpec().qualifiedName("-")));
        return pages.map(page -> ".BR " + escaped(page) + " (1)").collect(Collectors.joining(",\n"));
    }

    private static void list(StringBuilder page, String title, Stream<String> entries) {
        List<String> all = entries.toList();
        if (!all.isEmpty()) {
            page.append(".SH ").append(title).append("\n").append(String.join("", all));
        }
    }

    private static String entry(String term, String[] description) {
        return ".TP\n\\fB" + escaped(term) + "\\fR\n" + escaped(String.join("\n", description)) + "\n";
    }

    private static void section(StringBuilder page, String title, String text) {
        if (!text.isBlank()) {
            page.append(".SH ")
                    .append(title)
                    .append("\n")
                    .append(text.stripTrailing())
                    .append("\n");
        }
    }

    private static String summary(CommandSpec spec) {
        String[] description = spec.usageMessage().description();
        return description.length == 0 ? "" : description[0];
    }

    private static String quoted(String text) {
        return '"' + escaped(text) + '"';
    }

    /** Backslashes and dashes are themselves, and no line of ours is taken for a macro. */
    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replaceAll("(?m)^([.'])", "\\\\&$1");
    }
}
