package fieldlink.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A declared option or parameter: the typed handle by which a command reads what the user gave.
 *
 * <p>A value is turned into its type when the command reads it; one that cannot be ends the command as a usage error
 * that names the option.
 */
public final class Arg<T> {
    /** How often it is given. Parameters stand on the line in this order. */
    public enum Shape {
        /** An option without a value. */
        FLAG,
        REQUIRED,
        OPTIONAL,
        MANY
    }

    private final Shape shape;
    private final List<String> names;
    private final String label;
    private final Function<String, ? extends T> parse;
    private final @Nullable String defaultText;
    private final String description;

    Arg(
            Shape shape,
            String names,
            String label,
            Function<String, ? extends T> parse,
            @Nullable String defaultText,
            String description) {
        this.shape = shape;
        this.names = names.isEmpty() ? List.of() : List.of(names.split(", "));
        this.label = label;
        this.parse = parse;
        this.defaultText = defaultText;
        this.description = description;
    }

    public Shape shape() {
        return shape;
    }

    /** With their dashes; none for a parameter. */
    public List<String> names() {
        return names;
    }

    /** What help calls the value. */
    public String label() {
        return label;
    }

    public Optional<String> defaultText() {
        return Optional.ofNullable(defaultText);
    }

    public String description() {
        return description;
    }

    /** The value, or empty when the user gave none and there is no default. */
    public Optional<T> find(Given given) {
        List<String> texts = given.texts(this);
        if (texts.isEmpty()) {
            return defaultText == null ? Optional.empty() : Optional.of(read(defaultText));
        }
        return Optional.of(read(texts.get(texts.size() - 1)));
    }

    /** The value of a required parameter, or of one with a default. */
    public T get(Given given) {
        Optional<T> value = find(given);
        if (value.isEmpty()) {
            throw new IllegalStateException(shown() + " has no value");
        }
        return value.get();
    }

    /** Whether a flag was given. */
    public boolean isSet(Given given) {
        return !given.texts(this).isEmpty();
    }

    /** All values of a repeatable option or parameter. */
    public List<T> all(Given given) {
        List<T> values = new ArrayList<>();
        for (String text : given.texts(this)) {
            values.add(read(text));
        }
        return values;
    }

    private T read(String text) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(shown() + ": " + e.getMessage(), e);
        }
    }

    private String shown() {
        return names.isEmpty() ? label : names.get(0);
    }
}
