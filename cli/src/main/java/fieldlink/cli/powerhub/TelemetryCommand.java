package fieldlink.cli.powerhub;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.cli.ble.TimeSpan;
import fieldlink.powerhub.client.TelemetryEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** {@code fieldlink powerhub telemetry}: one line for each measurement, over lost links too. */
final class TelemetryCommand implements Command {
    /** A quarter of an hour of measurements, for whoever reads them slowly; later ones are dropped. */
    private static final int WAITING = 1000;

    private final Arg<Integer> count;
    private final Arg<Duration> timeout;
    private final Arg<Boolean> csv;
    private final HubChoice choice;

    TelemetryCommand(Syntax syntax) {
        syntax.details(
                "Millivolts, hundredths of a degree and amperes; channels count from 0. A reading that the hub does not"
                        + " have is -, nothing in CSV, and null in JSON.",
                "Goes on over lost links until Ctrl-C, --count or --timeout ends it. With --count it ends with 5 when"
                        + " --timeout is over before. Frames that make no sense are reported and not counted.");
        syntax.examples(
                "powerhub telemetry --count 1",
                "powerhub telemetry --csv --timeout 1h > telemetry.csv",
                "powerhub telemetry --device 02:00:00:00:00:21 --simulate --json");
        count = syntax.option("--count", "N", TelemetryCommand::positive, "End after so many measurements.");
        timeout = syntax.option("--timeout", "TIME", TimeSpan::parse, "End after this time.");
        csv = syntax.flag("--csv", "Print CSV with a line of names above it, instead of a table.");
        choice = new HubChoice(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        TelemetryPrinter printer = new TelemetryPrinter(console, csv.isSet(given), InstantSource.system());
        BlockingQueue<TelemetryEvent> events = new LinkedBlockingQueue<>(WAITING);
        Optional<Integer> wanted = count.find(given);
        Optional<Duration> limit = timeout.find(given);
        choice.use(given, console, hub -> {
            hub.followTelemetry(events::offer);
            follow(events, printer, wanted, limit);
        });
        return ExitCode.DONE;
    }

    private static void follow(
            BlockingQueue<TelemetryEvent> events,
            TelemetryPrinter printer,
            Optional<Integer> wanted,
            Optional<Duration> limit)
            throws InterruptedException {
        long start = System.nanoTime();
        for (int seen = 0; wanted.isEmpty() || seen < wanted.get(); ) {
            TelemetryEvent event = limit.isEmpty()
                    ? events.take()
                    : events.poll(limit.get().toNanos() - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
            if (event == null && wanted.isEmpty()) {
                return;
            }
            if (event == null) {
                throw new CommandFailure(
                        ExitCode.TIMED_OUT, seen + " of " + wanted.get() + " measurements came in time");
            }
            seen += event.accept(printer);
        }
    }

    private static int positive(String text) {
        int number = Quantity.whole("count", text);
        if (number < 1) {
            throw new IllegalArgumentException("count " + number + " is less than 1");
        }
        return number;
    }
}
