package fieldlink.cli.ble.daemon;

import fieldlink.ble.BleSettings;
import fieldlink.ble.ScanSettings;
import fieldlink.ble.ipc.Access;
import fieldlink.ble.ipc.BleDaemon;
import fieldlink.ble.ipc.Centrals;
import fieldlink.ble.ipc.DaemonException;
import fieldlink.ble.ipc.DaemonSettings;
import fieldlink.ble.ipc.Endpoint;
import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.LogLines;
import fieldlink.cli.Syntax;
import fieldlink.cli.Systemd;
import fieldlink.cli.ble.RadioChoice;
import fieldlink.cli.ble.TimeSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code fieldlink ble daemon}: runs until it is told to end. */
final class DaemonCommand implements Command {
    /** SIGTERM ends us in under a second, whatever the radio does. */
    private static final long CLOSE_MILLIS = 600;

    private final Arg<Path> socket;
    private final Arg<String> group;
    private final Arg<Boolean> legacy;
    private final Arg<Path> tokenFile;
    private final Arg<Boolean> open;
    private final Arg<Duration> cacheTtl;
    private final RadioChoice choice;

    DaemonCommand(Syntax syntax) {
        syntax.details("Listens where BLE_ORCHESTRATOR_SOCKET says, or in the runtime directory; on TCP when"
                + " BLE_ORCHESTRATOR_TCP exists (with _HOST and _PORT). Owner and group of the socket may connect.");
        syntax.examples(
                "ble daemon --group bluetooth",
                "ble daemon --simulate --socket /tmp/ble.sock",
                "ble daemon --legacy-socket");
        socket = syntax.option("--socket", "PATH", Path::of, "Listen on this Unix socket.");
        group = syntax.option("--group", "NAME", text -> text, "Give the socket to this group (mode 0660).");
        legacy = syntax.flag(
                "--legacy-socket", "Listen at /tmp/ble-orchestrator.sock too, open to every user, for old scripts.");
        tokenFile =
                syntax.option("--token-file", "FILE", Path::of, "TCP: clients have to name the token in this file.");
        open = syntax.flag("--open-loopback", "TCP: let every local program in without a token.");
        cacheTtl = syntax.option("--cache-ttl", "TIME", TimeSpan::parse, "10s", "How long a sighting is fresh.");
        choice = new RadioChoice(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException, IOException {
        LogLines.install(console);
        Systemd systemd = new Systemd(console);
        DaemonSettings settings = settings(given, console);
        ScanSettings scan =
                ScanSettings.DEFAULT.withCacheTtl(cacheTtl.get(given)).withAlways(true);
        Lifetime lifetime = Lifetime.ofProcess();
        BleDaemon daemon;
        try {
            RadioChoice.OpenSession opened = lifetime.open(
                    () -> choice.session(given, console, BleSettings.DEFAULT.withScan(scan)), DaemonCommand::close);
            daemon = lifetime.open(() -> BleDaemon.open(settings, Centrals.of(opened.session())), BleDaemon::close);
        } catch (DaemonException e) {
            lifetime.end();
            ExitCode code = e.status() == DaemonException.Status.IN_USE ? ExitCode.REFUSED : ExitCode.FAILED;
            throw new CommandFailure(code, String.valueOf(e.getMessage()), e);
        }
        console.remark("ready: " + settings.endpoints().keySet());
        systemd.ready("listening at " + settings.endpoints().keySet());
        return serve(daemon, systemd, lifetime);
    }

    /** Until the process is told to end; meanwhile the watchdog is fed with what really works. */
    private static ExitCode serve(BleDaemon daemon, Systemd systemd, Lifetime lifetime) throws InterruptedException {
        Optional<Duration> watchdog = systemd.watchdog();
        long half = watchdog.map(Duration::toMillis).orElse(60_000L) / 2;
        while (!lifetime.awaitEnd(half)) {
            if (watchdog.isPresent() && makesProgress(daemon, half)) {
                systemd.alive();
            }
        }
        return ExitCode.DONE;
    }

    private static boolean makesProgress(BleDaemon daemon, long millis) throws InterruptedException {
        try {
            daemon.progress().toCompletableFuture().get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            System.getLogger(DaemonCommand.class.getName())
                    .log(System.Logger.Level.ERROR, "no progress; leaving it to the watchdog", e);
            return false;
        }
    }

    private static void close(RadioChoice.OpenSession session) {
        Thread closing = new Thread(session::close, "fieldlink-ble-closing");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private DaemonSettings settings(Given given, Console console) throws IOException {
        Endpoint endpoint = socket.find(given)
                .<Endpoint>map(Endpoint.Unix::new)
                .orElseGet(() -> Endpoint.of(console.environment()));
        Map<Endpoint, Access> endpoints = new LinkedHashMap<>();
        endpoints.put(endpoint, endpoint instanceof Endpoint.Tcp ? tcpAccess(given, console) : unixAccess(given));
        if (legacy.isSet(given)) {
            endpoints.put(new Endpoint.Unix(Endpoint.LEGACY_PATH), Access.world());
        }
        return new DaemonSettings(
                endpoints,
                DaemonSettings.Limits.DEFAULT,
                DaemonSettings.Retention.DEFAULT,
                BleSettings.DEFAULT.links().exclusive());
    }

    private Access unixAccess(Given given) {
        return group.find(given).map(Access::group).orElse(Access.GROUP);
    }

    private Access tcpAccess(Given given, Console console) throws IOException {
        Optional<Path> file = tokenFile.find(given);
        if (file.isPresent()) {
            return Access.token(Files.readString(file.get()).strip());
        }
        Optional<String> token = console.variable("BLE_ORCHESTRATOR_TOKEN");
        if (token.isPresent()) {
            return Access.token(token.get());
        }
        if (open.isSet(given)) {
            return Access.GROUP;
        }
        throw new IllegalArgumentException("TCP lets every local program in, and others when bound elsewhere: give"
                + " --token-file, or --open-loopback when that is meant");
    }
}
