package fieldlink.cli.gateway.device;

import fieldlink.jobs.Capability;
import fieldlink.jobs.Effect;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Parameter;
import fieldlink.jobs.agent.Arguments;
import fieldlink.jobs.agent.JobHandler;
import fieldlink.jobs.agent.Skill;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A capability in the making: its parameters with their ranges and choices, which are told to people and held against
 * every job before the handler sees it.
 */
final class Form {
    private final String name;
    private final String description;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Consumer<Arguments>> checks = new ArrayList<>();

    Form(String name, String description) {
        this.name = name;
        this.description = description;
    }

    Form text(String parameter, String about) {
        return add(parameter, "string", null, about, arguments -> arguments.text(parameter));
    }

    Form optionalText(String parameter, String about) {
        return add(parameter, "string", JsonText.NULL, about, arguments -> arguments.text(parameter));
    }

    /** One of some names; when there is only one, it need not be said. */
    Form choice(String parameter, List<String> choices, String about) {
        JsonText only = choices.size() == 1 ? JsonText.of('"' + choices.get(0) + '"') : null;
        return add(parameter, "string", only, about + ": " + String.join(", ", choices), arguments -> {
            String chosen = arguments.text(parameter);
            if (!choices.contains(chosen)) {
                throw new IllegalArgumentException(
                        parameter + " '" + chosen + "' is none of " + String.join(", ", choices));
            }
        });
    }

    Form whole(String parameter, int min, int max, String about) {
        String range = min + " to " + max;
        return add(
                parameter,
                "int",
                null,
                about + ", " + range,
                arguments -> check(parameter, arguments.integer(parameter), min, max, range));
    }

    /** @param standard what stands in for it when the job does not say; null when it has to */
    Form number(String parameter, double min, double max, @Nullable Double standard, String about) {
        String range = plain(min) + " to " + plain(max);
        return add(
                parameter,
                "float",
                standard == null ? null : JsonText.of(plain(standard)),
                about + ", " + range,
                arguments -> check(parameter, arguments.number(parameter), min, max, range));
    }

    Form flag(String parameter, boolean standard, String about) {
        return add(
                parameter,
                "bool",
                JsonText.of(Boolean.toString(standard)),
                about,
                arguments -> arguments.truth(parameter));
    }

    Form object(String parameter, String about) {
        return add(parameter, "object", JsonText.EMPTY_OBJECT, about, arguments -> {});
    }

    /** Twice is as good as once. */
    Skill harmless(Duration limit, JobHandler handler) {
        return skill(Effect.IDEMPOTENT, false, limit, handler);
    }

    /** Never done twice. */
    Skill once(Duration limit, JobHandler handler) {
        return skill(Effect.ONCE, false, limit, handler);
    }

    /** Never done twice, and not at all by a machine before a person has agreed. */
    Skill dangerous(Duration limit, JobHandler handler) {
        return skill(Effect.ONCE, true, limit, handler);
    }

    private Skill skill(Effect effect, boolean dangerous, Duration limit, JobHandler handler) {
        Capability capability = new Capability(name, description, null, parameters, effect, dangerous);
        List<Consumer<Arguments>> all = List.copyOf(checks);
        return new Skill(capability, limit, (arguments, progress) -> {
            all.forEach(check -> check.accept(arguments));
            return handler.handle(arguments, progress);
        });
    }

    private Form add(
            String parameter, String type, @Nullable JsonText standard, String about, Consumer<Arguments> check) {
        parameters.add(new Parameter(parameter, type, standard == null, standard, about));
        checks.add(arguments -> {
            if (standard == null || arguments.has(parameter)) {
                check.accept(arguments);
            }
        });
        return this;
    }

    private static void check(String parameter, double value, double min, double max, String range) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(parameter + " is " + range + ", not " + plain(value));
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.format(Locale.ROOT, "%.0f", number) : Double.toString(number);
    }
}
