package fieldlink.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParseResult;

/** A declared option or parameter: the typed handle by which a command reads what the user gave. */
public final class Arg<T> {
    private final ArgSpec spec;
    private final Class<T> type;

    Arg(ArgSpec spec, Class<T> type) {
        this.spec = spec;
        this.type = type;
    }

    /** The value, or empty when the user gave none and there is no default. */
    public Optional<T> find(ParseResult given) {
        return Optional.ofNullable(type.cast(matched(given).getValue()));
    }

    /** The value of a required parameter, or of one with a default. */
    public T get(ParseResult given) {
        return find(given).orElseThrow(() -> new IllegalStateException(spec.paramLabel() + " has no value"));
    }

    /** Whether a flag was given. */
    public boolean isSet(ParseResult given) {
        return Boolean.TRUE.equals(matched(given).getValue());
    }

    /** All values of a repeatable option or parameter. */
    public List<T> all(ParseResult given) {
        List<?> values = matched(given).getValue();
        return values == null ? List.of() : values.stream().map(type::cast).toList();
    }

    private ArgSpec matched(ParseResult given) {
        // Defaults are applied to the spec by the parser, so the spec holds the value whether it was typed or not.
        return given.commandSpec().args().contains(spec) ? spec : foreign();
    }

    private ArgSpec foreign() {
        throw new IllegalStateException(spec.paramLabel() + " belongs to another command");
    }
}
