package fieldlink.cli.ble;

import fieldlink.ble.AdapterName;
import fieldlink.ble.BleSettings;
import fieldlink.ble.bluez.BusAddress;
import fieldlink.ble.ipc.DaemonClient;
import fieldlink.ble.ipc.DaemonException;
import fieldlink.ble.ipc.Endpoint;
import fieldlink.ble.ipc.RemoteCentral;
import fieldlink.ble.session.BleSession;
import fieldlink.cli.Arg;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import java.nio.file.Files;
import java.util.Optional;

/** Which Bluetooth a command uses: the options for it, and the way from them to an {@link OpenBle}. */
public final class RadioChoice {
    private final Arg<RadioKind> radio;
    private final Arg<AdapterName> adapter;
    private final Arg<BusAddress> bus;
    private final Arg<Boolean> simulate;
    private final Arg<Boolean> direct;

    public RadioChoice(Syntax syntax) {
        radio = syntax.option(
                "--radio", "KIND", Syntax.oneOf(RadioKind.class), "bluez", "The radio to use: bluez, or sim.");
        adapter = syntax.option("--adapter", "NAME", AdapterName::new, "Use only this adapter, such as hci0.");
        bus = syntax.option(
                "--bus", "ADDRESS", BusAddress::parse, "The D-Bus that BlueZ is on, like unix:path=/run/x.");
        simulate = syntax.flag("--simulate", "Use a small simulated world: no hardware, no root.");
        direct = syntax.flag("--direct", "Use the radio in this process even when a daemon answers.");
    }

    /** Opens what was chosen, or the daemon's radio when nothing was and one answers; the caller closes it. */
    public OpenBle open(Given given, Console console) {
        boolean chosen = direct.isSet(given)
                || simulate.isSet(given)
                || radio.isSet(given)
                || adapter.isSet(given)
                || bus.isSet(given);
        Optional<DaemonClient> daemon = chosen ? Optional.empty() : daemon(console);
        if (daemon.isPresent()) {
            return new OpenBle(new RemoteCentral(daemon.get()), () -> {});
        }
        OpenSession opened = session(given, console, BleSettings.DEFAULT);
        return new OpenBle(opened.session().client("fieldlink"), opened::close);
    }

    /** A session with what belongs to its radio. */
    public record OpenSession(BleSession session, Runnable onClose) implements AutoCloseable {
        @Override
        public void close() {
            onClose.run();
            session.close();
        }
    }

    /** A radio in this process, to be shared out; the caller closes it. */
    public OpenSession session(Given given, Console console, BleSettings settings) {
        RadioKind kind = simulate.isSet(given) ? RadioKind.SIM : radio.get(given);
        if (kind == RadioKind.SIM) {
            console.remark("simulated: no hardware, no root, no network");
        }
        BleSettings wanted = adapter.find(given).map(settings::withAdapters).orElse(settings);
        RadioKind.Opened opened = kind.open(bus.find(given));
        return new OpenSession(BleSession.open(opened.radio(), wanted), opened.onClose());
    }

    /**
     * The daemon, when one answers. One that was named in the environment has to: going on without it would surprise.
     */
    private static Optional<DaemonClient> daemon(Console console) {
        Endpoint endpoint = Endpoint.find(console.environment());
        if (endpoint instanceof Endpoint.Unix unix && !Files.exists(unix.path())) {
            return Optional.empty();
        }
        try {
            return Optional.of(connect(console, endpoint));
        } catch (DaemonException e) {
            boolean named = console.environment().containsKey("BLE_ORCHESTRATOR_TCP")
                    || console.variable("BLE_ORCHESTRATOR_SOCKET").isPresent();
            if (named) {
                throw new CommandFailure(ExitCode.UNREACHABLE, String.valueOf(e.getMessage()), e);
            }
            return Optional.empty();
        }
    }

    /** With the token of the environment, for a daemon on TCP. */
    public static DaemonClient connect(Console console, Endpoint endpoint) {
        return DaemonClient.open(
                endpoint, console.variable("BLE_ORCHESTRATOR_TOKEN").orElse(null));
    }
}
