package fieldlink.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where a command declares what it accepts, in the order in which help shows it. */
public final class Syntax {
    private final List<Arg<?>> options = new ArrayList<>();
    private final List<Arg<?>> parameters = new ArrayList<>();
    private final List<String> details = new ArrayList<>();
    private final List<String> examples = new ArrayList<>();

    /** Lines shown under "Examples:" in the help, without the leading {@code fieldlink}. */
    public Syntax examples(String... lines) {
        examples.addAll(List.of(lines));
        return this;
    }

    /** Further sentences under the summary. */
    public Syntax details(String... lines) {
        details.addAll(List.of(lines));
        return this;
    }

    /** @param names with their dashes, separated by comma and blank: {@code --all, -a} */
    public Arg<Boolean> flag(String names, String description) {
        return option(new Arg<>(Arg.Shape.FLAG, names, "", Boolean::valueOf, null, description));
    }

    public <T> Arg<T> option(String names, String label, Function<String, ? extends T> parse, String description) {
        return option(new Arg<T>(Arg.Shape.OPTIONAL, names, label, parse, null, description));
    }

    /** @param defaultText what stands in for the option when it is not given, as the user would type it */
    public <T> Arg<T> option(
            String names, String label, Function<String, ? extends T> parse, String defaultText, String description) {
        return option(new Arg<T>(Arg.Shape.OPTIONAL, names, label, parse, defaultText, description));
    }

    /** An option that may be given several times. */
    public <T> Arg<T> options(String names, String label, Function<String, ? extends T> parse, String description) {
        return option(new Arg<T>(Arg.Shape.MANY, names, label, parse, null, description));
    }

    public <T> Arg<T> parameter(String label, Function<String, ? extends T> parse, String description) {
        return parameter(Arg.Shape.REQUIRED, label, parse, description);
    }

    public <T> Arg<T> optionalParameter(String label, Function<String, ? extends T> parse, String description) {
        return parameter(Arg.Shape.OPTIONAL, label, parse, description);
    }

    /** All that is left of the line: none, one or many. */
    public <T> Arg<T> parameters(String label, Function<String, ? extends T> parse, String description) {
        return parameter(Arg.Shape.MANY, label, parse, description);
    }

    /** Reads one of an enum's constants in lower case with dashes, and lists them when it is none. */
    public static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
        return text -> {
            StringBuilder known = new StringBuilder();
            for (E constant : type.getEnumConstants()) {
                String word = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
                if (word.equals(text.toLowerCase(Locale.ROOT))) {
                    return constant;
                }
                known.append(known.isEmpty() ? "" : ", ").append(word);
            }
            throw new IllegalArgumentException("'" + text + "' is none of " + known);
        };
    }

    public List<Arg<?>> declaredOptions() {
        return List.copyOf(options);
    }

    /** In the order in which they stand on the line. */
    public List<Arg<?>> declaredParameters() {
        return List.copyOf(parameters);
    }

    public List<String> declaredDetails() {
        return List.copyOf(details);
    }

    public List<String> declaredExamples() {
        return List.copyOf(examples);
    }

    /** The option of this name. */
    public Optional<Arg<?>> optionNamed(String name) {
        for (Arg<?> option : options) {
            if (option.names().contains(name)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    private <T> Arg<T> option(Arg<T> option) {
        options.add(option);
        return option;
    }

    private <T> Arg<T> parameter(
            Arg.Shape shape, String label, Function<String, ? extends T> parse, String description) {
        @Nullable Arg<?> last = parameters.isEmpty() ? null : parameters.get(parameters.size() - 1);
        if (last != null && last.shape().compareTo(shape) > 0) {
            throw new IllegalStateException(label + " after " + last.label() + " could never be told apart from it");
        }
        Arg<T> parameter = new Arg<>(shape, "", label, parse, null, description);
        parameters.add(parameter);
        return parameter;
    }
}
