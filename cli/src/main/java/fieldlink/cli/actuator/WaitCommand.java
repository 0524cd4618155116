package fieldlink.cli.actuator;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code fieldlink wait actuator/NAME --for FIELD=VALUE}: until one thing is as it should be. */
public final class WaitCommand implements Command {
    private static final String KIND = "actuator/";
    private static final long LOOK_EVERY_MILLIS = 200;
    /** Positions are estimates; closer than this they are the same. */
    private static final double TOLERANCE = 0.5;

    private final Arg<String> thing;
    private final Arg<Condition> condition;
    private final Arg<Double> timeout;
    private final Places places;

    /** A field of the status and what it is to be. */
    private record Condition(String field, String value) {
        static Condition parse(String text) {
            int equals = text.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no condition; expected FIELD=VALUE like position_pct=30");
            }
            return new Condition(text.substring(0, equals), text.substring(equals + 1));
        }

        boolean isMetBy(String found) {
            try {
                return Math.abs(Double.parseDouble(found) - Double.parseDouble(value)) <= TOLERANCE;
            } catch (NumberFormatException e) {
                return found.equalsIgnoreCase(value);
            }
        }
    }

    public WaitCommand(Syntax syntax) {
        syntax.details(
                "FIELD is one of those that 'actuator status --json' prints: state, position_pct, owner and so on.",
                "Numbers match within " + TOLERANCE + ". Ends with 5 when the time is over.");
        syntax.examples(
                "wait actuator/side-window --for position_pct=30 --timeout 2m",
                "wait actuator/irrigation --for state=IDLE --timeout 10m");
        thing = syntax.parameter("KIND/NAME", WaitCommand::name, "What to wait for: actuator/NAME.");
        condition = syntax.option("--for", "FIELD=VALUE", Condition::parse, "state=IDLE", "When it is there.");
        timeout = syntax.option(
                "--timeout",
                "TIME",
                text -> Double.parseDouble(AskCommand.seconds(text)),
                "60s",
                "How long to wait at most.");
        places = new Places(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        Bridge bridge = new Bridge(places.socket(given, console));
        String actuator = thing.get(given);
        Condition wanted = condition.get(given);
        long deadline = System.nanoTime() + Math.round(timeout.get(given) * 1e9);
        ProgressLine progress = new ProgressLine(console);
        Answer status = bridge.status(actuator);
        while (!isMet(wanted, status)) {
            if (System.nanoTime() >= deadline) {
                progress.erase();
                throw new CommandFailure(
                        ExitCode.TIMED_OUT,
                        actuator + " still has " + wanted.field + "="
                                + status.text(wanted.field).orElse("nothing") + " after "
                                + timeout.get(given) + " s");
            }
            progress.show(status);
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            status = bridge.status(actuator);
        }
        progress.erase();
        console.result(console.json() ? status.json() : StatusCommand.row(status));
        return ExitCode.DONE;
    }

    private static boolean isMet(Condition wanted, Answer status) {
        if (!status.knows(wanted.field)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "an actuator has no '" + wanted.field + "'; 'actuator status --json' prints them");
        }
        Optional<String> found = status.text(wanted.field);
        return wanted.isMetBy(found.orElse("null"));
    }

    private static String name(String text) {
        if (!text.startsWith(KIND) || text.length() == KIND.length()) {
            throw new IllegalArgumentException("'" + text + "' cannot be waited for; expected " + KIND + "NAME");
        }
        return text.substring(KIND.length());
    }
}
