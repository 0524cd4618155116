package fieldlink.cli.actuator;

import fieldlink.cli.CommandFailure;
import fieldlink.cli.ExitCode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One line of an answer.
 *
 * @param json as it came
 * @param fields its top-level texts, numbers and booleans, as text; what is null is left out
 * @param names of all its top-level fields
 */
public record Answer(String json, Map<String, String> fields, Set<String> names) {
    private static final JsonFactory FACTORY = new JsonFactory();

    public Answer {
        fields = Map.copyOf(fields);
        names = Set.copyOf(names);
    }

    public static Answer read(String line) {
        Map<String, String> fields = new LinkedHashMap<>();
        Set<String> names = new LinkedHashSet<>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                names.add(name);
                JsonToken value = parser.nextToken();
                if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                    fields.put(name, parser.getString());
                } else {
                    parser.skipChildren();
                }
            }
        }
        return new Answer(line, fields, names);
    }

    /** All of its top-level fields, as text; what is null or has parts reads {@code null}. */
    public Map<String, String> shown() {
        Map<String, String> all = new LinkedHashMap<>();
        names.forEach(name -> all.put(name, fields.getOrDefault(name, "null")));
        return all;
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    public OptionalDouble number(String name) {
        String text = fields.get(name);
        return text == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
    }

    public boolean isRejected() {
        return "rejected".equals(fields.get("result"));
    }

    /** @throws CommandFailure that says why, when it was refused */
    public Answer orThrow() {
        if (!isRejected()) {
            return this;
        }
        double retry = number("retry_after_sec").orElse(0);
        String hint = retry > 0 ? String.format(java.util.Locale.ROOT, "; try again in %.0f s", Math.ceil(retry)) : "";
        ExitCode code = switch (fields.getOrDefault("code", "")) {
            case "bad_value", "unknown_actuator" -> ExitCode.USAGE;
            case "timeout" -> ExitCode.TIMED_OUT;
            default -> ExitCode.REFUSED;
        };
        throw new CommandFailure(code, "refused: " + fields.getOrDefault("reason", "no reason given") + hint);
    }
}
