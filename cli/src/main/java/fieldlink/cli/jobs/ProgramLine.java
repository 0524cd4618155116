package fieldlink.cli.jobs;

import fieldlink.cli.ble.TimeSpan;
import fieldlink.jobs.Capability;
import fieldlink.jobs.Effect;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Parameter;
import fieldlink.jobs.agent.ProgramHandler;
import fieldlink.jobs.agent.Skill;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A program that an agent may run, as its owner writes it: {@code led(times:int=5, colour:string?)[limit=10s]=/usr/bin/led
 * --times {times} --colour={colour}}.
 */
final class ProgramLine {
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9_.-]{1,100})(?:\\(([^)]*)\\))?(?:\\[([^\\]]*)\\])?\\s*=\\s*(.+)");
    private static final Pattern PARAMETER =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?::([a-z]+))?(\\?)?(?:\\s*=\\s*(.*))?");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
    private static final Set<String> TYPES = Set.of("int", "float", "bool", "string");

    private ProgramLine() {}

    /** @param limit how long the program may run if the line does not say */
    static Skill parse(String line, Duration limit) {
        Matcher form = FORM.matcher(line.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + line
                            + "' is no capability; expected NAME=PROGRAM WORDS… or NAME(ARGUMENT:TYPE=DEFAULT, …)=PROGRAM {ARGUMENT}");
        }
        List<Parameter> parameters = new ArrayList<>();
        for (String one : parts(form.group(2))) {
            parameters.add(parameter(one));
        }
        Traits traits = Traits.parse(parts(form.group(3)), limit);
        List<String> words = words(form.group(4));
        Capability capability = new Capability(
                form.group(1), "Runs " + words.get(0) + ".", null, parameters, traits.effect(), traits.dangerous());
        return new Skill(capability, traits.limit(), new ProgramHandler(words, parameters));
    }

    private record Traits(Effect effect, boolean dangerous, Duration limit) {
        static Traits parse(List<String> said, Duration limit) {
            Traits traits = new Traits(Effect.ONCE, false, limit);
            for (String one : said) {
                traits = switch (one) {
                    case "idempotent" -> new Traits(Effect.IDEMPOTENT, traits.dangerous, traits.limit);
                    case "dangerous" -> new Traits(traits.effect, true, traits.limit);
                    default -> {
                        if (!one.startsWith("limit=")) {
                            throw new IllegalArgumentException(
                                    "'" + one + "' is none of idempotent, dangerous, limit=DURATION");
                        }
                        yield new Traits(
                                traits.effect, traits.dangerous, TimeSpan.parse(one.substring("limit=".length())));
                    }
                };
            }
            return traits;
        }
    }

    private static Parameter parameter(String text) {
        Matcher form = PARAMETER.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no argument; expected NAME:TYPE or NAME:TYPE=DEFAULT");
        }
        String type = form.group(2) == null ? "string" : form.group(2);
        if (!TYPES.contains(type)) {
            throw new IllegalArgumentException(
                    "the argument '" + form.group(1) + "' is int, float, bool or string, not " + type);
        }
        String standard = form.group(4);
        boolean required = form.group(3) == null && standard == null;
        return new Parameter(form.group(1), type, required, standard == null ? null : json(type, standard), null);
    }

    private static JsonText json(String type, String text) {
        return switch (type) {
            case "int" -> JsonText.of(String.valueOf(Integer.parseInt(text)));
            case "float" -> JsonText.of(String.valueOf(Double.parseDouble(text)));
            case "bool" -> JsonText.of(String.valueOf(Boolean.parseBoolean(text)));
            default -> JsonText.of(JsonNodeFactory.instance.stringNode(text).toString());
        };
    }

    private static List<String> parts(String list) {
        List<String> parts = new ArrayList<>();
        for (String part : (list == null ? "" : list).split(",")) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return parts;
    }

    private static List<String> words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> word.group().replaceAll("^([\"'])(.*)\\1$", "$2"))
                .toList();
    }
}
