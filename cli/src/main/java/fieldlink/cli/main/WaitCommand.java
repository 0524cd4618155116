package fieldlink.cli.main;

import fieldlink.ble.ScanSettings;
import fieldlink.cli.Arg;
import fieldlink.cli.Awaited;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.JsonLine;
import fieldlink.cli.Syntax;
import fieldlink.cli.actuator.AwaitedActuator;
import fieldlink.cli.ble.AwaitedOnAir;
import fieldlink.cli.ble.TimeSpan;
import fieldlink.cli.jobs.AwaitedOnServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code fieldlink wait KIND/NAME --for FIELD=VALUE}: until one thing is as wanted, or the time is up. */
final class WaitCommand implements Command {
    private static final long LOOK_EVERY_MILLIS = 250;
    /** Positions are shown to a hundredth; a motor never stands still on it. */
    private static final double NEAR = 0.5;

    private final Arg<String> thing;
    private final Arg<Goal> goal;
    private final Arg<Duration> timeout;
    private final List<Awaited> kinds = new ArrayList<>();

    /** A field's wanted value; numbers are compared as numbers. */
    record Goal(String field, String value) {
        static Goal parse(String text) {
            int equals = text.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("'" + text + "' is no FIELD=VALUE, such as state=succeeded");
            }
            return new Goal(text.substring(0, equals), text.substring(equals + 1));
        }

        boolean isMetBy(String found) {
            try {
                return Math.abs(Double.parseDouble(found) - Double.parseDouble(value)) <= NEAR;
            } catch (NumberFormatException text) {
                return found.equalsIgnoreCase(value);
            }
        }
    }

    WaitCommand(Syntax syntax) {
        syntax.details(
                "Ends with 0 when it is so, with 5 when the time is up, and with 1 when it cannot become so any more.",
                "A ble device is online while it is heard, and offline when it was silent for "
                        + ScanSettings.DEFAULT.cacheTtl().toSeconds() + " s.");
        syntax.examples(
                "wait actuator/side-window --for position_pct=30 --timeout 2m",
                "wait job/4711 --for state=succeeded",
                "wait device/pico-1 --for online=true --timeout 1h",
                "wait ble/Thermometer --for online=true --simulate");
        thing = syntax.parameter(
                "KIND/NAME",
                text -> text,
                "What to wait for: actuator/…, job/…, device/… of the job server, or ble/… by name or address.");
        goal = syntax.option("--for", "FIELD=VALUE", Goal::parse, "The field, as --json shows it, and its value.");
        timeout = syntax.option("--timeout", "TIME", TimeSpan::parse, "60s", "Give up after this.");
        kinds.add(new AwaitedActuator(syntax));
        kinds.addAll(AwaitedOnServer.all(syntax));
        kinds.add(new AwaitedOnAir(syntax));
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        String[] words = thing.get(given).split("/", 2);
        Awaited chosen = kinds.stream()
                .filter(one -> words.length == 2 && one.word().equals(words[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + thing.get(given) + "' is none of "
                        + kinds.stream().map(one -> one.word() + "/NAME").collect(Collectors.joining(", "))));
        Goal wanted = goal.find(given)
                .orElseThrow(() -> new IllegalArgumentException("--for is missing: which field, and which value?"));
        try (chosen) {
            return until(wanted, chosen, words[1], given, console);
        }
    }

    private ExitCode until(Goal wanted, Awaited kind, String name, Given given, Console console)
            throws InterruptedException {
        long deadline = System.nanoTime() + timeout.get(given).toNanos();
        while (true) {
            Map<String, String> fields = kind.look(name, given, console)
                    .orElseThrow(() -> new CommandFailure(ExitCode.USAGE, "there is no " + thing.get(given)));
            requireField(wanted.field(), fields.keySet(), kind.laterFields());
            String found = fields.getOrDefault(wanted.field(), "null");
            if (wanted.isMetBy(found)) {
                console.result(shown(given, wanted, found, console));
                return ExitCode.DONE;
            }
            if (kind.isOver(fields)) {
                throw new CommandFailure(
                        ExitCode.FAILED, thing.get(given) + " is over, and " + wanted.field() + " is " + found);
            }
            if (System.nanoTime() >= deadline) {
                throw new CommandFailure(
                        ExitCode.TIMED_OUT,
                        "after " + timeout.get(given).toSeconds() + " s " + wanted.field() + " is still " + found);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private static void requireField(String field, Set<String> now, Set<String> later) {
        if (!now.contains(field) && !later.contains(field)) {
            Set<String> all = new TreeSet<>(now);
            all.addAll(later);
            throw new IllegalArgumentException(
                    "there is no field '" + field + "'; the fields are " + String.join(", ", all));
        }
    }

    private String shown(Given given, Goal wanted, String found, Console console) {
        return console.json()
                ? new JsonLine()
                        .put("thing", thing.get(given))
                        .put(wanted.field(), found)
                        .toString()
                : thing.get(given) + ": " + wanted.field() + " is " + found;
    }
}
