package fieldlink.cli.ble;

import fieldlink.ble.Advertisement;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.Registration;
import fieldlink.ble.ScanEvent;
import fieldlink.ble.ScanFilter;
import fieldlink.ble.Uuid;
import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.cli.Terminal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** {@code fieldlink scan}: the devices that are heard; with {@code --watch} every sighting. */
public final class ScanCommand implements Command {
    private final Arg<Duration> duration;
    private final Arg<Boolean> watch;
    private final Arg<Integer> count;
    private final Arg<String> name;
    private final Arg<DeviceAddress> address;
    private final Arg<Uuid> service;
    private final Arg<Integer> minRssi;
    private final RadioChoice choice;

    public ScanCommand(Syntax syntax) {
        syntax.details(
                "Prints one line for each device when the time is over, or as soon as --count devices were heard.",
                "With --watch it goes on until Ctrl-C and shows every sighting: a live table on a terminal, lines in a"
                        + " pipe.");
        syntax.examples("scan", "scan --watch --rssi -70", "scan --service FD3D --json", "scan --simulate");
        duration = syntax.option(
                "--duration", "TIME", TimeSpan::parse, "Listen for so long (5s, without end with --watch).");
        watch = syntax.flag("--watch, -w", "Show every sighting as it comes.");
        count = syntax.option("--count", "N", Numbers::count, "End when so many devices were heard.");
        name = syntax.option("--name", "NAME", text -> text, "Only devices of this name.");
        address = syntax.options("--address", "ADDRESS", DeviceAddress::parse, "Only this device; may be repeated.");
        service = syntax.options("--service", "UUID", Uuid::parse, "Only devices that advertise it; may be repeated.");
        minRssi = syntax.option("--rssi", "DBM", Numbers::dbm, "Only sightings at least as strong, such as -70.");
        choice = new RadioChoice(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        ScanFilter filter = new ScanFilter(
                Set.copyOf(address.all(given)),
                name.find(given).orElse(null),
                Set.copyOf(service.all(given)),
                minRssi.find(given).orElse(null),
                null);
        try (OpenBle ble = choice.open(given, console)) {
            BlockingQueue<ScanEvent> events = new LinkedBlockingQueue<>();
            Registration scan = ble.central().scan(filter, events::add);
            try (scan) {
                if (watch.isSet(given)) {
                    follow(given, console, events);
                } else {
                    collect(given, events).values().forEach(seen -> print(seen, console));
                }
            }
        }
        return ExitCode.DONE;
    }

    /** The newest sighting of each device, until the time is over or enough were heard. */
    private Map<DeviceAddress, Advertisement> collect(Given given, BlockingQueue<ScanEvent> events)
            throws InterruptedException {
        Map<DeviceAddress, Advertisement> devices = new TreeMap<>();
        Deadline deadline = Deadline.in(duration.find(given).orElse(Duration.ofSeconds(5)));
        int enough = count.find(given).orElse(Integer.MAX_VALUE);
        while (devices.size() < enough) {
            ScanEvent event = events.poll(deadline.leftNanos(), TimeUnit.NANOSECONDS);
            if (event == null) {
                break;
            }
            if (event instanceof ScanEvent.Heard heard) {
                devices.put(heard.advertisement().address(), heard.advertisement());
            }
        }
        return devices;
    }

    private void follow(Given given, Console console, BlockingQueue<ScanEvent> events) throws InterruptedException {
        Optional<Deadline> deadline = duration.find(given).map(Deadline::in);
        int enough = count.find(given).orElse(Integer.MAX_VALUE);
        boolean live = !console.json() && Terminal.OUTPUT.canRedraw(console);
        LiveTable table = new LiveTable(console);
        Set<DeviceAddress> devices = new HashSet<>();
        while (devices.size() < enough) {
            ScanEvent event = deadline.isEmpty()
                    ? events.take()
                    : events.poll(deadline.get().leftNanos(), TimeUnit.NANOSECONDS);
            if (event == null) {
                return;
            }
            if (live) {
                table.show(event, events.isEmpty());
            } else if (event instanceof ScanEvent.Heard heard) {
                print(heard.advertisement(), console);
            }
            devices.add(event.advertisement().address());
        }
    }

    private static void print(Advertisement seen, Console console) {
        console.result(console.json() ? AdvertisementText.json(seen).toString() : AdvertisementText.line(seen));
    }

    /** A moment to be done by, on a clock that cannot jump. */
    private record Deadline(long nanos) {
        static Deadline in(Duration time) {
            return new Deadline(System.nanoTime() + time.toNanos());
        }

        long leftNanos() {
            return nanos - System.nanoTime();
        }
    }
}
