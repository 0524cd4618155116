package fieldlink.cli.ble;

import fieldlink.ble.BleStatus;
import fieldlink.ble.Registration;
import fieldlink.ble.SubscriptionEvent;
import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code fieldlink watch DEVICE CHARACTERISTIC}: one line for each notification, over lost links too. */
public final class WatchCommand implements Command {
    private final Target target;
    private final Arg<Integer> count;
    private final Arg<Duration> forTime;
    private final RadioChoice choice;

    public WatchCommand(Syntax syntax) {
        syntax.details(
                "Goes on over lost links until Ctrl-C, --count or --for ends it.",
                "With --count it ends with 5 when --timeout or --for is over before.");
        syntax.examples(
                "watch AA:BB:CC:DD:EE:FF FFF0/FFF6 --json",
                "watch Thermometer 2A6E --count 3 --timeout 10s --simulate");
        target = new Target(
                syntax, "Give up after this when notifications cannot be switched on, or --count does not come.");
        count = syntax.option("--count", "N", Numbers::count, "End after so many notifications.");
        forTime = syntax.option("--for", "TIME", TimeSpan::parse, "End after this time.");
        choice = new RadioChoice(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        try (OpenBle ble = choice.open(given, console)) {
            Target.Found found = target.find(given, ble.central());
            BlockingQueue<SubscriptionEvent> events = new LinkedBlockingQueue<>();
            Registration subscription = OpenBle.await(
                    ble.central()
                            .subscribe(found.address(), found.characteristic(), events::add, target.options(given)),
                    target.timeout(given));
            try (subscription) {
                return follow(given, console, new Printer(found, console), events);
            }
        }
    }

    private ExitCode follow(Given given, Console console, Printer printer, BlockingQueue<SubscriptionEvent> events)
            throws InterruptedException {
        Optional<Integer> limit = count.find(given);
        Optional<Duration> patience = limit.isPresent() ? target.limit(given) : Optional.empty();
        @Nullable
        Duration end = forTime.find(given)
                .or(() -> patience)
                .map(time -> Duration.ofNanos(System.nanoTime()).plus(time))
                .orElse(null);
        for (int seen = 0; limit.isEmpty() || seen < limit.get(); ) {
            SubscriptionEvent event =
                    end == null ? events.take() : events.poll(end.toNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                if (limit.isPresent()) {
                    console.remark("fieldlink: " + seen + " of " + limit.get() + " notifications came in time");
                    return ExitCode.TIMED_OUT;
                }
                return ExitCode.DONE;
            }
            seen += event.accept(printer);
        }
        return ExitCode.DONE;
    }

    /** Prints events; each counts for as many notifications as it is. */
    private record Printer(Target.Found found, Console console) implements SubscriptionEvent.Visitor<Integer> {
        @Override
        public Integer value(SubscriptionEvent.Value event) {
            console.result(
                    console.json()
                            ? found.json(event.value(), event.at()).toString()
                            : event.at() + "  " + event.value().hex());
            return 1;
        }

        @Override
        public Integer gap(SubscriptionEvent.Gap event) {
            console.remark("fieldlink: the link is lost; waiting for the device");
            return 0;
        }

        @Override
        public Integer resumed(SubscriptionEvent.Resumed event) {
            Duration lost = Duration.between(event.since(), event.at());
            console.remark("fieldlink: notifications flow again after " + lost.toMillis() + " ms");
            return 0;
        }

        @Override
        public Integer ended(SubscriptionEvent.Ended event) {
            throw event.cause().status() == BleStatus.CLOSED
                    ? new CommandFailure(ExitCode.INTERRUPTED, "interrupted")
                    : OpenBle.failure(event.cause());
        }
    }
}
