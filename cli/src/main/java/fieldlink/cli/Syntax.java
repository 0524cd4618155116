package fieldlink.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Where a command declares what it accepts. A thin, typed front to picocli's programmatic model. */
public final class Syntax {
    private final CommandSpec spec;
    private int nextParameter;

    /** @param spec of the command that is being declared; its summary is already there */
    public Syntax(CommandSpec spec) {
        this.spec = spec;
    }

    /** Lines shown under "Examples:" in the help, without the leading {@code fieldlink}. */
    public Syntax examples(String... lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(text.isEmpty() ? "" : "%n").append("  fieldlink ").append(line.replace("%", "%%"));
        }
        spec.usageMessage().footerHeading("%nExamples:%n").footer(text.toString());
        return this;
    }

    /** Further sentences under the summary. */
    public Syntax details(String... lines) {
        String[] description = new String[lines.length + 1];
        String[] summary = spec.usageMessage().description();
        description[0] = summary.length == 0 ? "" : summary[0];
        System.arraycopy(lines, 0, description, 1, lines.length);
        spec.usageMessage().description(description);
        return this;
    }

    public Arg<Boolean> flag(String names, String description) {
        OptionSpec option = OptionSpec.builder(names.split(", "))
                .type(boolean.class)
                .arity("0")
                .description(description)
                .build();
        spec.addOption(option);
        return new Arg<>(option, Boolean.class);
    }

    public <T> Arg<T> option(
            String names, String label, Class<T> type, Function<String, ? extends T> parse, String description) {
        return add(OptionSpec.builder(names.split(", ")), label, type, parse, description);
    }

    /** @param defaultText what stands in for the option when it is not given, as the user would type it */
    public <T> Arg<T> option(
            String names,
            String label,
            Class<T> type,
            Function<String, ? extends T> parse,
            String defaultText,
            String description) {
        OptionSpec.Builder option = OptionSpec.builder(names.split(", ")).defaultValue(defaultText);
        return add(option, label, type, parse, description + " (default: " + defaultText + ")");
    }

    /** An option that may be given several times. */
    public <T> Arg<T> options(
            String names, String label, Class<T> type, Function<String, ? extends T> parse, String description) {
        OptionSpec option = OptionSpec.builder(names.split(", "))
                .paramLabel(label)
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(type)
                .converters(text -> parse.apply(text))
                .description(description)
                .build();
        spec.addOption(option);
        return new Arg<>(option, type);
    }

    public <T> Arg<T> parameter(String label, Class<T> type, Function<String, ? extends T> parse, String description) {
        return addParameter(label, type, parse, "1", description);
    }

    public <T> Arg<T> optionalParameter(
            String label, Class<T> type, Function<String, ? extends T> parse, String description) {
        return addParameter(label, type, parse, "0..1", description);
    }

    /** All that is left of the line: none, one or many. */
    public <T> Arg<T> parameters(String label, Class<T> type, Function<String, ? extends T> parse, String description) {
        PositionalParamSpec parameter = PositionalParamSpec.builder()
                .index(nextParameter + "..*")
                .arity("0..*")
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(type)
                .converters(text -> parse.apply(text))
                .description(description)
                .build();
        spec.addPositional(parameter);
        return new Arg<>(parameter, type);
    }

    /** Reads one of an enum's constants in lower case with dashes, and lists them when it is none. */
    public static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
        return text -> {
            for (E constant : type.getEnumConstants()) {
                if (word(constant).equals(text.toLowerCase(Locale.ROOT))) {
                    return constant;
                }
            }
            StringBuilder known = new StringBuilder();
            for (E constant : type.getEnumConstants()) {
                known.append(known.isEmpty() ? "" : ", ").append(word(constant));
            }
            throw new IllegalArgumentException("'" + text + "' is none of " + known);
        };
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private <T> Arg<T> add(
            OptionSpec.Builder builder,
            String label,
            Class<T> type,
            Function<String, ? extends T> parse,
            String description) {
        OptionSpec option = builder.paramLabel(label)
                .arity("1")
                .type(type)
                .converters(text -> parse.apply(text))
                .description(description)
                .build();
        spec.addOption(option);
        return new Arg<>(option, type);
    }

    private <T> Arg<T> addParameter(
            String label, Class<T> type, Function<String, ? extends T> parse, String arity, String description) {
        PositionalParamSpec parameter = PositionalParamSpec.builder()
                .index(Integer.toString(nextParameter++))
                .arity(arity)
                .paramLabel(label)
                .type(type)
                .converters(text -> parse.apply(text))
                .description(description)
                .build();
        spec.addPositional(parameter);
        return new Arg<>(parameter, type);
    }
}
