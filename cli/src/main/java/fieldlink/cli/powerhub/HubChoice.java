package fieldlink.cli.powerhub;

import fieldlink.ble.Advertisement;
import fieldlink.ble.BleCentral;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.Registration;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.ScanEvent;
import fieldlink.ble.ScanFilter;
import fieldlink.cli.Arg;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.cli.ble.OpenBle;
import fieldlink.cli.ble.RadioChoice;
import fieldlink.powerhub.HubException;
import fieldlink.powerhub.ble.BleHubConnector;
import fieldlink.powerhub.client.ClientSettings;
import fieldlink.powerhub.client.HubClient;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Which hub a command drives, and the way to it. */
final class HubChoice {
    /** A hub advertises several times in this. */
    static final Duration LISTENING = Duration.ofSeconds(2);

    private final RadioChoice radio;
    private final Arg<String> device;

    HubChoice(Syntax syntax) {
        device = syntax.option(
                "--device, -d",
                "DEVICE",
                text -> text,
                "The hub's address or name; not needed where only one hub is heard.");
        radio = new RadioChoice(syntax);
    }

    /** What to do with the chosen hub. */
    interface Use {
        void with(HubClient hub) throws InterruptedException;
    }

    /** Connects to the hub and gives it back afterwards; the hub's failures become the command's. */
    void use(Given given, Console console, Use use) throws InterruptedException {
        try (OpenBle ble = radio.open(given, console)) {
            DeviceAddress address = address(given, ble.central());
            RequestOptions options = RequestOptions.DEFAULT.withDeadline(ClientSettings.DEFAULT.connectWithin());
            try (HubClient hub = HubClient.open(new BleHubConnector(ble.central(), address, options))) {
                use.with(hub);
            }
        } catch (HubException e) {
            throw failure(e);
        }
    }

    /** The hubs that are heard, by address. */
    static Map<DeviceAddress, Advertisement> listen(BleCentral central, Duration time) throws InterruptedException {
        Map<DeviceAddress, Advertisement> hubs = new TreeMap<>();
        BlockingQueue<ScanEvent> events = new LinkedBlockingQueue<>();
        long end = System.nanoTime() + time.toNanos();
        Registration scan = central.scan(ScanFilter.ALL, events::add);
        try (scan) {
            ScanEvent event = events.poll(time.toNanos(), TimeUnit.NANOSECONDS);
            while (event != null) {
                if (event instanceof ScanEvent.Heard && BleHubConnector.isHub(event.advertisement())) {
                    hubs.put(event.advertisement().address(), event.advertisement());
                }
                event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        }
        if (hubs.isEmpty()) {
            requireAdapter(central);
        }
        return hubs;
    }

    /** Nothing heard means nothing where nothing listens. */
    private static void requireAdapter(BleCentral central) throws InterruptedException {
        if (OpenBle.await(central.status(), LISTENING).adapters().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE, "there is no Bluetooth adapter; 'fieldlink doctor' says what is missing");
        }
    }

    private DeviceAddress address(Given given, BleCentral central) throws InterruptedException {
        String words = device.find(given).orElse("");
        try {
            return DeviceAddress.parse(words);
        } catch (IllegalArgumentException notAnAddress) {
            Map<DeviceAddress, Advertisement> hubs = listen(central, LISTENING);
            hubs.values()
                    .removeIf(hub ->
                            !words.isEmpty() && !words.equals(hub.knownName().orElse("")));
            return only(hubs, words);
        }
    }

    private static DeviceAddress only(Map<DeviceAddress, Advertisement> hubs, String name) {
        if (hubs.size() == 1) {
            return hubs.keySet().iterator().next();
        }
        String named = name.isEmpty() ? "" : " named '" + name + "'";
        if (hubs.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    "no PowerHub" + named + " was heard in " + LISTENING.toSeconds()
                            + " s; is it awake, and is nobody else connected to it?");
        }
        throw new IllegalArgumentException("--device is needed: hubs" + named + " are "
                + hubs.keySet().stream().map(DeviceAddress::toString).collect(Collectors.joining(", ")));
    }

    /** How a failure of the hub ends a command. */
    static CommandFailure failure(HubException e) {
        ExitCode code = switch (e.status()) {
            case UNREACHABLE, LOST -> ExitCode.UNREACHABLE;
            case TIMED_OUT -> ExitCode.TIMED_OUT;
            case REFUSED, OVERHEATED, UNSUPPORTED -> ExitCode.REFUSED;
            case NOT_APPLIED, TORN -> ExitCode.FAILED;
        };
        return new CommandFailure(code, String.valueOf(e.getMessage()), e);
    }
}
