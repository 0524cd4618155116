package fieldlink.jobs.agent;

import fieldlink.jobs.Parameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command line with places for arguments, {@code {name}}. Every argument is declared and has its type; it stays within
 * its word, and cannot become an option of the program. A word with an argument that is optional and not given is left
 * out.
 */
final class ProgramArguments {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)\\}");
    private static final int LONGEST = 4_096;

    private final List<String> words;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();

    /** @throws IllegalArgumentException for a place whose argument is not declared */
    ProgramArguments(List<String> words, List<Parameter> parameters) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a capability without a program does nothing");
        }
        this.words = List.copyOf(words);
        parameters.forEach(parameter -> this.parameters.put(parameter.name(), parameter));
        Matcher program = PLACE.matcher(words.get(0));
        if (program.find()) {
            throw new IllegalArgumentException("an argument cannot choose the program: " + words.get(0));
        }
        for (String word : words) {
            PLACE.matcher(word).results().map(place -> place.group(1)).forEach(this::declared);
        }
    }

    /** @throws IllegalArgumentException that says which argument is wrong, and why */
    List<String> commandLine(Arguments arguments) {
        arguments.names().forEach(this::declared);
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters.values()) {
            value(parameter, arguments).ifPresent(text -> values.put(parameter.name(), text));
        }
        List<String> line = new ArrayList<>();
        words.forEach(word -> filled(word, values).ifPresent(line::add));
        return line;
    }

    private void declared(String name) {
        if (!parameters.containsKey(name)) {
            throw new IllegalArgumentException("there is no argument '" + name + "'"
                    + (parameters.isEmpty() ? "" : "; there are " + String.join(", ", parameters.keySet())));
        }
    }

    private static Optional<String> value(Parameter parameter, Arguments arguments) {
        if (arguments.has(parameter.name())) {
            return Optional.of(typed(parameter, arguments));
        }
        if (parameter.defaultValue() != null && !parameter.defaultValue().isNull()) {
            return Optional.of(typed(parameter, Arguments.of(parameter.name(), parameter.defaultValue())));
        }
        if (parameter.isRequired()) {
            throw new IllegalArgumentException("the argument '" + parameter.name() + "' is missing");
        }
        return Optional.empty();
    }

    private static String typed(Parameter parameter, Arguments arguments) {
        String name = parameter.name();
        String type = parameter.type() == null ? "string" : parameter.type().toLowerCase(Locale.ROOT);
        return switch (type) {
            case "int" -> String.valueOf(arguments.integer(name));
            case "float" -> BigDecimal.valueOf(arguments.number(name)).toPlainString();
            case "bool" -> String.valueOf(arguments.truth(name));
            case "string" -> text(name, arguments.text(name));
            default ->
                throw new IllegalArgumentException(
                        "the argument '" + name + "' is of no type that a program takes: " + type);
        };
    }

    private static String text(String name, String value) {
        if (value.length() > LONGEST || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "the argument '" + name + "' is longer than " + LONGEST + " characters or holds a zero byte");
        }
        return value;
    }

    private Optional<String> filled(String word, Map<String, String> values) {
        Matcher place = PLACE.matcher(word);
        List<String> named = place.results().map(result -> result.group(1)).collect(Collectors.toList());
        if (!values.keySet().containsAll(named)) {
            return Optional.empty();
        }
        String filled = place.reset().replaceAll(result -> Matcher.quoteReplacement(values.get(result.group(1))));
        boolean becameOption = filled.startsWith("-") && !word.startsWith("-") && "string".equals(kind(named.get(0)));
        if (becameOption) {
            throw new IllegalArgumentException("the argument '" + named.get(0) + "' begins with '-'; the program would"
                    + " take it for an option");
        }
        return Optional.of(filled);
    }

    private String kind(String name) {
        Parameter parameter = parameters.get(name);
        return parameter == null || parameter.type() == null ? "string" : parameter.type();
    }
}
