package fieldlink.cli.actuator;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A command to one actuator of the running bridge. */
final class AskCommand implements Command {
    private static final long LOOK_EVERY_MILLIS = 200;
    private static final long LONGEST_WAIT_SECONDS = 8000;

    private final String verb;
    private final Arg<String> name;
    private final @Nullable Arg<String> amount;
    private final @Nullable Arg<Boolean> force;
    private final Arg<Boolean> wait;
    private final Arg<Boolean> automatic;
    private final Arg<Boolean> override;
    private final Places places;

    private AskCommand(Syntax syntax, String verb, @Nullable String amountLabel, String amountText) {
        this.verb = verb;
        name = syntax.parameter("NAME", text -> text, "The actuator, as the configuration calls it.");
        amount = amountLabel == null ? null : syntax.parameter(amountLabel, text -> text, amountText);
        force = verb.equals("stop") ? syntax.flag("--force", "Also abort a calibration.") : null;
        wait = syntax.flag("--wait, -w", "Wait until it has been done.");
        automatic = syntax.flag("--automatic", "Ask as a program (level 4) instead of as a person (level 3).");
        override = syntax.flag("--override", "Overrule rain, frost or heat, on the record; wind cannot be overruled.");
        places = new Places(syntax);
    }

    static AskCommand plain(Syntax syntax, String verb) {
        syntax.examples("actuator " + verb + " side-window", "actuator " + verb + " side-window --wait");
        return new AskCommand(syntax, verb, null, "");
    }

    static AskCommand withAmount(Syntax syntax, String verb, String label, String text) {
        syntax.examples("actuator " + verb + " side-window 30");
        return new AskCommand(syntax, verb, label, text);
    }

    static AskCommand stop(Syntax syntax) {
        syntax.examples("actuator stop side-window", "actuator stop side-window --force");
        return new AskCommand(syntax, "stop", null, "");
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        Bridge bridge = new Bridge(places.socket(given, console));
        String value = amount != null ? amount.get(given) : (force != null && force.isSet(given) ? "force" : "");
        int level = automatic.isSet(given) ? 4 : 3;
        String actuator = name.get(given);
        Answer answer =
                bridge.ask(actuator, level, verb, value, override.isSet(given)).orThrow();
        print(answer, console);
        if (wait.isSet(given)) {
            await(bridge, actuator, console);
        }
        return ExitCode.DONE;
    }

    /** Waits until an actuator has nothing more to do; its pause does not count. */
    static Answer await(Bridge bridge, String actuator, Console console) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS);
        ProgressLine progress = new ProgressLine(console);
        while (System.nanoTime() < deadline) {
            Answer status = bridge.status(actuator);
            String state = status.text("state").orElse("");
            boolean busy = state.equals("MOVING")
                    || state.equals("CALIBRATING")
                    || state.equals("PENDING")
                    || state.equals("ON")
                    || status.number("queued").orElse(0) > 0;
            if (!busy) {
                progress.erase();
                return status;
            }
            progress.show(status);
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
        throw new CommandFailure(ExitCode.TIMED_OUT, actuator + " is still busy after " + LONGEST_WAIT_SECONDS + " s");
    }

    static void print(Answer answer, Console console) {
        if (console.json()) {
            console.result(answer.json());
            return;
        }
        StringBuilder line = new StringBuilder(answer.text("result").orElse("done"));
        answer.text("reason")
                .filter(reason -> !reason.isEmpty())
                .ifPresent(reason -> line.append(": ").append(reason));
        double eta = answer.number("eta_sec").orElse(0);
        if (eta > 0) {
            line.append(String.format(Locale.ROOT, ", done in %.1f s", eta));
        }
        if (answer.text("clamped").orElse("").equals("true")) {
            line.append(", limited to what is allowed");
        }
        console.result(line.toString());
    }

    /** A duration as the user writes it, in seconds as the bridge reads it. */
    static String seconds(String text) {
        String number = text.replaceAll("(ms|s|m|h)$", "");
        double factor = switch (text.substring(number.length())) {
            case "ms" -> 0.001;
            case "m" -> 60;
            case "h" -> 3600;
            default -> 1;
        };
        try {
            double seconds = Double.parseDouble(number) * factor;
            if (seconds > 0 && Double.isFinite(seconds)) {
                return String.format(Locale.ROOT, "%.3f", seconds);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no duration; expected one like 90s or 5m", e);
        }
        throw new IllegalArgumentException("a duration must be positive, not " + text);
    }
}
