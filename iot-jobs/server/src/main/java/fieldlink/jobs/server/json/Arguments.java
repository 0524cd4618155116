package fieldlink.jobs.server.json;

import fieldlink.jobs.Capability;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Arguments that a person or a model wrote for a capability, held against what the capability declares. */
public sealed interface Arguments {
    record Fit(JsonText args) implements Arguments {}

    /** @param problems each a sentence that tells the writer what to write instead */
    record Unfit(List<String> problems) implements Arguments {
        public Unfit {
            problems = List.copyOf(problems);
        }
    }

    static Arguments check(Capability capability, String written) {
        JsonNode args;
        try {
            args = JsonWriting.JSON.readTree(written.isBlank() ? "{}" : written);
        } catch (JacksonException e) {
            return new Unfit(List.of("the arguments are not JSON: " + e.getOriginalMessage()));
        }
        if (!args.isObject()) {
            return new Unfit(List.of("the arguments are a JSON " + args.getNodeType() + ", not an object"));
        }
        List<String> problems = new ArrayList<>();
        for (Parameter parameter : capability.parameters()) {
            check(parameter, args.get(parameter.name())).ifPresent(problems::add);
        }
        for (String name : args.propertyNames()) {
            if (capability.parameters().stream()
                    .noneMatch(parameter -> parameter.name().equals(name))) {
                problems.add("there is no parameter '" + name + "'");
            }
        }
        return problems.isEmpty() ? new Fit(JsonText.of(args.toString())) : new Unfit(problems);
    }

    private static Optional<String> check(Parameter parameter, @Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return parameter.isRequired() ? Optional.of("'" + parameter.name() + "' is missing") : Optional.empty();
        }
        return JsonType.of(parameter.type())
                .filter(type -> !is(type, value))
                .map(type -> "'" + parameter.name() + "' is " + value + ", not of type " + type.word());
    }

    private static boolean is(JsonType type, JsonNode value) {
        return switch (type) {
            case INTEGER -> value.isIntegralNumber();
            case NUMBER -> value.isNumber();
            case BOOLEAN -> value.isBoolean();
            case STRING -> value.isString();
            case OBJECT -> value.isObject();
            case ARRAY -> value.isArray();
        };
    }
}
