package fieldlink.cli.script;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.cli.actuator.Answer;
import fieldlink.cli.actuator.Bridge;
import fieldlink.cli.actuator.Places;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code fieldlink script run FILE}. */
final class RunScriptCommand implements Command {
    private final Arg<String> script;
    private final Arg<Boolean> dryRun;
    private final Arg<String> variables;
    private final Arg<String> answers;
    private final Places places;

    RunScriptCommand(Syntax syntax) {
        syntax.details(
                "Reads the whole script before anything moves. Prints a report, one JSON object a line, on stdout.",
                "When a step fails, or on Ctrl-C, every actuator that was touched is stopped.");
        syntax.examples(
                "script run full-close-reset --set window=roof",
                "script run my-run.yaml --dry-run",
                "script run travel-time --set window=roof --answer ready=yes > report.jsonl");
        script = syntax.parameter("FILE", text -> text, "A script, or the name of one from 'script list'.");
        dryRun = syntax.flag("--dry-run", "Check the script and print its timeline; move nothing.");
        variables = syntax.options("--set", "NAME=VALUE", text -> text, "What ${NAME} in the script stands for.");
        answers = syntax.options("--answer", "NAME=TEXT", text -> text, "The answer to a prompt, beforehand.");
        places = new Places(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws IOException, InterruptedException {
        String name = script.get(given);
        ScriptFile.Loaded loaded = ScriptFile.parse(read(name), pairs(variables.all(given)));
        loaded.problems().forEach(problem -> console.remark(problem.text(name)));
        List<Step> steps = loaded.stepsOrNull();
        if (steps == null) {
            throw new CommandFailure(ExitCode.FAILED, name + " has mistakes; nothing was started");
        }
        if (dryRun.isSet(given)) {
            timeline(steps, Duration.ZERO, "", console);
            return ExitCode.DONE;
        }
        Bridge bridge = new Bridge(places.socket(given, console));
        requireKnown(ScriptFile.actuators(steps), bridge);
        BufferedReader person = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
        ScriptRun run = new ScriptRun(
                bridge, new ScriptRun.Talk(person, pairs(answers.all(given)), console::result, console::remark));
        Thread safe = new Thread(() -> run.makeSafe("interrupted"), "fieldlink-script-safe");
        Runtime.getRuntime().addShutdownHook(safe);
        run.run(loaded.name(), steps);
        return ExitCode.DONE;
    }

    private static String read(String name) throws IOException {
        Optional<String> shipped = Shipped.find(name);
        if (shipped.isPresent()) {
            return shipped.get();
        }
        Path file = Path.of(name);
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "'" + name + "' is neither a file nor one of " + String.join(", ", Shipped.NAMES));
        }
        return Files.readString(file);
    }

    static void requireKnown(Set<String> actuators, Bridge bridge) {
        Set<String> known = bridge.status().stream()
                .map(Answer::fields)
                .map(fields -> fields.getOrDefault("name", ""))
                .collect(Collectors.toSet());
        for (String actuator : actuators) {
            if (!known.contains(actuator)) {
                throw new CommandFailure(
                        ExitCode.USAGE, "the bridge has no actuator '" + actuator + "'; nothing was started");
            }
        }
    }

    /** @return when the last step is over at the latest */
    private static Duration timeline(List<Step> steps, Duration from, String indent, Console console) {
        Duration at = from;
        for (Step step : steps) {
            console.result(String.format(
                    Locale.ROOT,
                    "%8.1f s  %s%s (at most %.1f s)",
                    at.toMillis() / 1000.0,
                    indent,
                    step.text(),
                    step.limit().toMillis() / 1000.0));
            if (step instanceof Step.Repeat repeat) {
                timeline(repeat.steps(), at, indent + "  ", console);
            }
            at = at.plus(step.limit());
        }
        return at;
    }

    private static Map<String, String> pairs(List<String> texts) {
        Map<String, String> pairs = new HashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("'" + text + "' is no NAME=VALUE");
            }
            pairs.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return pairs;
    }
}
