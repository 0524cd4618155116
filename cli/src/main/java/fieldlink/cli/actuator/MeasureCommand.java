package fieldlink.cli.actuator;

import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.config.TravelTimes;
import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** {@code fieldlink actuator measure}: how long a window takes, by a person's Enter or by what its node reports. */
final class MeasureCommand implements Command {
    private enum By {
        KEY,
        OPR
    }

    private static final double SHORTEST = 1;

    private final Arg<String> name;
    private final Arg<Path> config;
    private final Arg<By> by;
    private final Arg<Boolean> dryRun;
    private final Places places;

    MeasureCommand(Syntax syntax) {
        syntax.details(
                "Closes the window, opens it and closes it again. Press Enter each time it has arrived, or let its node",
                "tell (--by opr), when it reports its position in percent.",
                "The same guards hold as always: a run ends where the configured time says, so that the configured",
                "times must be longer than the real ones. The file is kept as .bak, and the changes are printed.");
        syntax.examples(
                "actuator measure roof --config house.yaml", "actuator measure roof --config house.yaml --by opr");
        name = syntax.parameter("NAME", text -> text, "A motor of the running bridge.");
        config = syntax.option("--config", "FILE", Path::of, "The configuration to write the times to.");
        by = syntax.option("--by", "HOW", Syntax.oneOf(By.class), "key", "Who sees it arrive: key or opr.");
        dryRun = syntax.flag("--dry-run", "Print the change, write nothing.");
        places = new Places(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws IOException, InterruptedException {
        Path file = Places.config(config.find(given), console);
        String before = Files.readString(file);
        String actuator = name.get(given);
        // What has no times to replace is better found out before the window has gone all the way twice.
        TravelTimes.rewrite(before, actuator, SHORTEST, SHORTEST);
        Bridge bridge = new Bridge(places.socket(given, console));
        MeasuredMotor motor = new MeasuredMotor(bridge, actuator);
        Stopwatch stopwatch = stopwatch(motor, file, given, console);
        Thread atCtrlC = new Thread(motor::stop, "fieldlink-ccm-measure-stop");
        Runtime.getRuntime().addShutdownHook(atCtrlC);
        console.remark("closing " + actuator + " fully first");
        bridge.ask(actuator, 3, "calibrate", "", false).orThrow();
        AskCommand.await(bridge, actuator, console);
        double open = measured(stopwatch, "open");
        AskCommand.await(bridge, actuator, console);
        double close = measured(stopwatch, "close");
        AskCommand.await(bridge, actuator, console);
        Runtime.getRuntime().removeShutdownHook(atCtrlC);
        String after = TravelTimes.rewrite(before, actuator, open, close);
        console.result(String.format(Locale.ROOT, "%s: opens in %.1f s, closes in %.1f s", actuator, open, close));
        TravelTimes.changes(before, after).forEach(console::result);
        if (!dryRun.isSet(given)) {
            write(file, after);
            console.remark("written to " + file + ", the old one kept as .bak; restart the bridge to use it");
        }
        return ExitCode.DONE;
    }

    private Stopwatch stopwatch(MeasuredMotor motor, Path file, Given given, Console console) throws IOException {
        if (by.get(given) == By.KEY) {
            return new KeyStopwatch(motor, console);
        }
        ActuatorSpec spec =
                BridgeCommand.load(file, console).settings().actuators().get(motor.name());
        if (spec == null || spec.feedback().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "actuators." + motor.name() + " has no feedback in " + file
                            + "; add 'feedback: true' if its node reports, or measure with --by key");
        }
        return new ReportStopwatch(motor, spec.feedback().get(), spec::percentOf, new ProgressLine(console));
    }

    private static void write(Path file, String text) throws IOException {
        Files.copy(file, file.resolveSibling(file.getFileName() + ".bak"), StandardCopyOption.REPLACE_EXISTING);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** In tenths of a second; no window is so fast that less than a second would not be a slip of the finger. */
    private static double measured(Stopwatch stopwatch, String verb) throws IOException, InterruptedException {
        double seconds = Math.rint(stopwatch.time(verb) * 10) / 10;
        if (seconds < SHORTEST) {
            throw new CommandFailure(
                    ExitCode.FAILED, seconds + " s to " + verb + " is no travel; nothing was written, measure again");
        }
        return seconds;
    }
}
