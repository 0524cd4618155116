package fieldlink.cli.script;

import fieldlink.ccm.CcmNumber;
import fieldlink.ccm.config.ConfigProblem;
import fieldlink.ccm.config.Problems;
import fieldlink.ccm.config.YamlMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a script. Everything that is wrong is said at once; with a mistake in it nothing runs. */
final class ScriptFile {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9_]*)}");
    private static final Duration STANDARD_LIMIT = Duration.ofMinutes(20);
    private static final int MAX_DEPTH = 4;
    private static final double DAY = 86_400;
    private static final List<String> VERBS =
            List.of("open", "close", "set", "stop", "run", "on", "off", "calibrate", "release", "known");

    private final Problems problems = new Problems();

    /** @param stepsOrNull none when there are mistakes */
    record Loaded(String name, @Nullable List<Step> stepsOrNull, List<ConfigProblem> problems) {}

    private ScriptFile() {}

    /** @param variables what {@code ${NAME}} in the text stands for */
    static Loaded parse(String text, Map<String, String> variables) {
        return new ScriptFile().read(text, variables);
    }

    /** Every actuator that the steps touch. */
    static Set<String> actuators(List<Step> steps) {
        Set<String> names = new TreeSet<>();
        for (Step step : steps) {
            if (step instanceof Step.Ask ask) {
                names.add(ask.actuator());
            } else if (step instanceof Step.Repeat repeat) {
                names.addAll(actuators(repeat.steps()));
            } else if (step instanceof Step.Measure measure) {
                names.addAll(actuators(List.of(measure.measured())));
            } else if (step instanceof Step.Expect expect && expect.subject().actuatorOrNull() != null) {
                names.add(expect.subject().actuatorOrNull());
            }
        }
        return names;
    }

    private Loaded read(String text, Map<String, String> variables) {
        YamlMap root = YamlMap.parse(substitute(text, variables), problems);
        String name = root.text("name");
        root.text("about");
        List<Step> steps = steps(root, "steps", 0);
        if (steps.isEmpty() && !problems.hasErrors()) {
            root.error("steps", "there is no step");
        }
        root.done();
        return new Loaded(name == null ? "script" : name, problems.hasErrors() ? null : steps, problems.inOrder());
    }

    private static String substitute(String text, Map<String, String> variables) {
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String value = variables.get(matcher.group(1));
            if (value == null) {
                throw new IllegalArgumentException("the script needs a value for " + matcher.group(1)
                        + "; give it with --set " + matcher.group(1) + "=…");
            }
            matcher.appendReplacement(result, Matcher.quoteReplacement(value));
        }
        matcher.appendTail(result);
        return result.toString();
    }

    private List<Step> steps(YamlMap parent, String key, int depth) {
        List<Step> steps = new ArrayList<>();
        for (YamlMap entry : parent.maps(key)) {
            if (entry.keys().size() != 1) {
                entry.errorHere("a step has one word before its colon, found "
                        + entry.keys().size());
                continue;
            }
            Step step = step(entry, entry.keys().iterator().next(), depth);
            if (step != null) {
                steps.add(step);
            }
        }
        return steps;
    }

    private @Nullable Step step(YamlMap entry, String word, int depth) {
        return switch (word) {
            case "wait" -> pause(entry);
            case "expect" -> expect(entry);
            case "repeat" -> repeat(entry, depth);
            case "measure" -> measure(entry, depth);
            case "save" -> save(entry);
            case "prompt" -> prompt(entry);
            default -> ask(entry, word);
        };
    }

    private static @Nullable Step ask(YamlMap entry, String verb) {
        if (!VERBS.contains(verb)) {
            entry.errorHere("'" + verb + "' is no step; expected wait, expect, repeat, measure, save, prompt, "
                    + String.join(", ", VERBS));
            return null;
        }
        YamlMap map = entry.map(verb);
        if (map == null) {
            entry.error(verb, "needs an actuator");
            return null;
        }
        String actuator = map.text("actuator");
        Double amount = null;
        if (verb.equals("set") || verb.equals("known")) {
            amount = map.number("to", 0, 100);
        } else if (verb.equals("run")) {
            amount = map.number("seconds", 0.1, DAY);
        }
        boolean needsAmount = verb.equals("set") || verb.equals("known") || verb.equals("run");
        Duration limit = limit(map, STANDARD_LIMIT);
        map.done();
        if (actuator == null || (needsAmount && amount == null)) {
            map.errorHere(actuator == null ? "needs actuator" : "needs " + (verb.equals("run") ? "seconds" : "to"));
            return null;
        }
        return new Step.Ask(actuator, verb, amount == null ? "" : CcmNumber.format(amount, 3), limit);
    }

    private static @Nullable Step pause(YamlMap entry) {
        Double seconds = entry.number("wait", 0, DAY);
        if (seconds == null) {
            entry.error("wait", "needs a number of seconds");
            return null;
        }
        return new Step.Pause(seconds(seconds));
    }

    private static @Nullable Step expect(YamlMap entry) {
        YamlMap map = entry.map("expect");
        if (map == null) {
            entry.error("expect", "needs an actuator or a type, and equals");
            return null;
        }
        Step.Subject subject = subject(map);
        Double value = map.number("equals", -1e9, 1e9);
        double tolerance = map.number("tolerance", 0, 1e9, 0);
        Duration limit = limit(map, Duration.ZERO);
        map.done();
        if (value == null) {
            map.errorHere("needs equals");
        }
        return subject == null || value == null ? null : new Step.Expect(subject, value, tolerance, limit);
    }

    private @Nullable Step repeat(YamlMap entry, int depth) {
        YamlMap map = entry.map("repeat");
        if (map == null || depth >= MAX_DEPTH) {
            entry.error("repeat", depth >= MAX_DEPTH ? "is nested too deeply" : "needs times and steps");
            return null;
        }
        int times = map.integer("times", 1, 1000, 1);
        List<Step> steps = steps(map, "steps", depth + 1);
        map.done();
        return new Step.Repeat(times, steps);
    }

    private @Nullable Step measure(YamlMap entry, int depth) {
        YamlMap map = entry.map("measure");
        if (map == null) {
            entry.error("measure", "needs as and step");
            return null;
        }
        String name = map.text("as");
        YamlMap inner = map.map("step");
        map.done();
        if (name == null || inner == null || inner.keys().size() != 1) {
            map.errorHere("needs as and one step");
            return null;
        }
        Step step = step(inner, inner.keys().iterator().next(), depth + 1);
        return step == null ? null : new Step.Measure(name, step);
    }

    private static @Nullable Step save(YamlMap entry) {
        YamlMap map = entry.map("save");
        String name = map == null ? null : map.text("as");
        Step.Subject subject = map == null ? null : subject(map);
        if (map == null || name == null) {
            entry.error("save", "needs as");
            return null;
        }
        map.done();
        return subject == null ? null : new Step.Save(name, subject);
    }

    private static @Nullable Step prompt(YamlMap entry) {
        YamlMap map = entry.map("prompt");
        String question = map == null ? null : map.text("text");
        String name = map == null ? null : map.text("as");
        if (map == null || question == null) {
            entry.error("prompt", "needs text");
            return null;
        }
        Duration limit = limit(map, Duration.ofHours(1));
        map.done();
        return new Step.Prompt(name == null ? "answer" : name, question, limit);
    }

    private static Step.@Nullable Subject subject(YamlMap map) {
        String actuator = map.text("actuator");
        String type = map.text("type");
        int room = map.integer("room", 0, 127, 1);
        int region = map.integer("region", 0, 127, 61);
        int order = map.integer("order", 0, 30_000, 1);
        if ((actuator == null) == (type == null)) {
            map.errorHere("needs either actuator or type");
            return null;
        }
        return actuator != null
                ? Step.Subject.position(actuator)
                : new Step.Subject(null, String.valueOf(type), room, region, order);
    }

    private static Duration limit(YamlMap map, Duration otherwise) {
        return seconds(map.number("within", 0, DAY, (double) otherwise.toSeconds()));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
