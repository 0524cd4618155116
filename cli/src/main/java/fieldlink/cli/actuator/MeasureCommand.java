package fieldlink.cli.actuator;

import fieldlink.ccm.config.TravelTimes;
import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** {@code fieldlink actuator measure}: a person watches and presses Enter when the window has arrived. */
final class MeasureCommand implements Command {
    private final Arg<String> name;
    private final Arg<Path> config;
    private final Arg<Boolean> dryRun;
    private final Places places;

    MeasureCommand(Syntax syntax) {
        syntax.details(
                "Closes the window, opens it and closes it again; press Enter each time it has arrived.",
                "The same guards hold as always: a run ends where the configured time says, so that the configured",
                "times must be longer than the real ones. The file is kept as .bak, and the changes are printed.");
        syntax.examples("actuator measure roof --config house.yaml");
        name = syntax.parameter("NAME", text -> text, "A motor of the running bridge.");
        config = syntax.option("--config", "FILE", Path::of, "The configuration to write the times to.");
        dryRun = syntax.flag("--dry-run", "Print the change, write nothing.");
        places = new Places(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws IOException, InterruptedException {
        Path file = Places.config(config.find(given), console);
        String before = Files.readString(file);
        String actuator = name.get(given);
        Bridge bridge = new Bridge(places.socket(given, console));
        BufferedReader keys = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
        console.remark("closing " + actuator + " fully first");
        bridge.ask(actuator, 3, "calibrate", "", false).orThrow();
        AskCommand.await(bridge, actuator, console);
        double open = time(bridge, actuator, "open", keys, console);
        double close = time(bridge, actuator, "close", keys, console);
        String after = TravelTimes.rewrite(before, actuator, open, close);
        console.result(String.format(Locale.ROOT, "%s: opens in %.1f s, closes in %.1f s", actuator, open, close));
        TravelTimes.changes(before, after).forEach(console::result);
        if (!dryRun.isSet(given)) {
            Files.copy(file, file.resolveSibling(file.getFileName() + ".bak"), StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(file, after);
            console.remark("written to " + file + "; restart the bridge to use it");
        }
        return ExitCode.DONE;
    }

    private static double time(Bridge bridge, String actuator, String verb, BufferedReader keys, Console console)
            throws IOException, InterruptedException {
        console.remark("press Enter to " + verb + " " + actuator + ", and again the moment it has arrived");
        requireKey(keys);
        waitForPause(bridge, actuator);
        bridge.ask(actuator, 3, verb, "", false).orThrow();
        long begin = System.nanoTime();
        requireKey(keys);
        double seconds = (System.nanoTime() - begin) / 1e9;
        boolean stillRuns = bridge.status().stream()
                .filter(line -> line.text("name").orElse("").equals(actuator))
                .anyMatch(line -> line.text("state").orElse("").equals("MOVING"));
        if (!stillRuns) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the run had ended before Enter: the configured time is shorter than the real one; raise full_"
                            + verb + "_sec, restart the bridge and measure again");
        }
        AskCommand.await(bridge, actuator, console);
        return Math.rint(seconds * 10) / 10;
    }

    /** A motor has to cool before it may turn again; the bridge says how long. */
    private static void waitForPause(Bridge bridge, String actuator) throws InterruptedException {
        for (Answer line : bridge.status()) {
            if (line.text("name").orElse("").equals(actuator)) {
                long millis = Math.round(line.number("retry_after_sec").orElse(0) * 1000);
                java.util.concurrent.TimeUnit.MILLISECONDS.sleep(millis + 100);
            }
        }
    }

    private static void requireKey(BufferedReader keys) throws IOException {
        if (keys.readLine() == null) {
            throw new CommandFailure(ExitCode.FAILED, "there is nobody to press Enter; run this on a terminal");
        }
    }
}
