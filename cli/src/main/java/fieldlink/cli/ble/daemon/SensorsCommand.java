package fieldlink.cli.ble.daemon;

import fieldlink.ble.Advertisement;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.Registration;
import fieldlink.ble.ScanEvent;
import fieldlink.ble.ScanFilter;
import fieldlink.ble.sensors.BtHomeKey;
import fieldlink.ble.sensors.Reading;
import fieldlink.ble.sensors.SensorOutcome;
import fieldlink.ble.sensors.SensorReport;
import fieldlink.ble.sensors.Sensors;
import fieldlink.ble.wire.Json;
import fieldlink.ble.wire.JsonObject;
import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.cli.ble.OpenBle;
import fieldlink.cli.ble.RadioChoice;
import fieldlink.cli.ble.TimeSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code fieldlink ble sensors}: what BTHome and SwitchBot devices advertise, by name. */
final class SensorsCommand implements Command {
    private final Arg<Duration> timeout;
    private final Arg<Boolean> watch;
    private final Arg<Path> keys;
    private final RadioChoice choice;

    SensorsCommand(Syntax syntax) {
        syntax.details("The file of keys has a line for each encrypted BTHome device: its address and 32 hex digits.");
        syntax.examples("ble sensors", "ble sensors --watch --json", "ble sensors --timeout 2s --simulate");
        timeout = syntax.option("--timeout", "TIME", TimeSpan::parse, "5s", "Listen for this long.");
        watch = syntax.flag("--watch", "Go on until the timeout, showing every report; else each device once.");
        keys = syntax.option("--keys", "FILE", Path::of, "The keys of encrypted BTHome devices.");
        choice = new RadioChoice(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException, IOException {
        Sensors sensors = new Sensors(keys(given));
        BlockingQueue<Advertisement> heard = new LinkedBlockingQueue<>();
        Set<DeviceAddress> shown = new HashSet<>();
        long end = System.nanoTime() + timeout.get(given).toNanos();
        try (OpenBle ble = choice.open(given, console)) {
            Registration scan = ble.central().scan(ScanFilter.ALL, event -> {
                if (event instanceof ScanEvent.Heard) {
                    heard.add(event.advertisement());
                }
            });
            Advertisement seen = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            while (seen != null) {
                boolean wanted = watch.isSet(given) || !shown.contains(seen.address());
                if (wanted && show(seen, sensors, console)) {
                    shown.add(seen.address());
                }
                seen = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            scan.close();
        }
        return ExitCode.DONE;
    }

    private static boolean show(Advertisement seen, Sensors sensors, Console console) {
        SensorOutcome outcome = sensors.hear(seen).orElse(null);
        if (outcome instanceof SensorOutcome.Refused refused) {
            console.remark(seen.address() + " " + refused.text());
            return true;
        }
        if (outcome instanceof SensorOutcome.Report given) {
            SensorReport report = given.report();
            console.result(console.json() ? json(seen, report).text() : line(seen, report));
            report.remarks().forEach(remark -> console.remark(seen.address() + " " + remark));
            return true;
        }
        return false;
    }

    private static String line(Advertisement seen, SensorReport report) {
        String readings = report.readings().stream()
                .map(reading -> reading.name() + " " + reading.text())
                .collect(Collectors.joining(", "));
        return seen.address() + "  " + seen.knownName().orElse(report.device()) + "  " + readings;
    }

    private static JsonObject json(Advertisement seen, SensorReport report) {
        JsonObject.Builder readings = new JsonObject.Builder();
        for (Reading reading : report.readings()) {
            readings.with(reading.name(), json(reading));
        }
        return JsonObject.with("address", seen.address().value())
                .with("name", Json.of(seen.name()))
                .with("device", report.device())
                .with("rssi", seen.rssi())
                .with("readings", readings.build())
                .with("timestamp", seen.seenAt().toString())
                .build();
    }

    private static JsonObject json(Reading reading) {
        JsonObject.Builder shape = new JsonObject.Builder();
        if (reading instanceof Reading.Measurement measured) {
            shape.with("value", Json.of(measured.value().doubleValue()))
                    .with("unit", measured.quantity().unit());
        } else if (reading instanceof Reading.State state) {
            shape.with("value", state.isOn());
        } else if (reading instanceof Reading.Turn turn) {
            shape.with("value", turn.steps());
        } else {
            shape.with("value", reading.text());
        }
        return shape.with("quality", reading.quality().name().toLowerCase(Locale.ROOT))
                .build();
    }

    private Map<DeviceAddress, BtHomeKey> keys(Given given) throws IOException {
        Map<DeviceAddress, BtHomeKey> known = new HashMap<>();
        Path file = keys.find(given).orElse(null);
        if (file != null) {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                String[] words = line.strip().split("\\s+");
                if (!line.isBlank() && !line.startsWith("#")) {
                    if (words.length != 2) {
                        throw new IllegalArgumentException(
                                file + ":" + number + ": expected an address and a key of 32 hex digits");
                    }
                    known.put(DeviceAddress.parse(words[0]), BtHomeKey.parse(words[1]));
                }
            }
        }
        return known;
    }
}
