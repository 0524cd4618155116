package fieldlink.cli.gateway;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.LogLines;
import fieldlink.cli.Syntax;
import fieldlink.cli.Systemd;
import fieldlink.cli.gateway.config.ConfigPlace;
import fieldlink.cli.gateway.config.GatewayConfig;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** {@code fieldlink up}: the gateway in the foreground, until it is told to stop. */
public final class UpCommand implements Command {
    private static final Duration WITHOUT_WATCHDOG = Duration.ofMinutes(1);

    private final Arg<Boolean> simulate;
    private final Arg<Integer> ports;
    private final ConfigPlace place;

    public UpCommand(Syntax syntax) {
        syntax.details(
                "Starts the parts that the configuration switches on, each failing for itself: what cannot start is",
                "tried again, and 'fieldlink status' tells how everything is.");
        syntax.examples("up", "up --simulate", "up --config /etc/fieldlink/fieldlink.yaml");
        simulate = syntax.flag("--simulate", "Run a small simulated world: no hardware, no root, loopback only.");
        ports = syntax.option(
                "--ports",
                "FIRST",
                UpCommand::port,
                "With --simulate: use six ports from this one on, the dashboard's first, that of health second.");
        place = new ConfigPlace(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        long begin = System.nanoTime();
        LogLines.install(console);
        GatewayConfig config;
        List<Part> parts;
        if (simulate.isSet(given)) {
            console.remark("simulated: no hardware, no root, no network beyond loopback");
            config = SimulatedConfig.read(ports.find(given), console);
            parts = new GatewayParts(config, console).simulated();
        } else {
            config = place.require(given, console);
            parts = new GatewayParts(config, console).real();
        }
        Gateway gateway = new Gateway(Keeper.Pace.STANDARD, console::remark);
        try (HealthServer health = HealthServer.start(config.health(), gateway)) {
            Runtime.getRuntime().addShutdownHook(new Thread(gateway::stop, "fieldlink-gateway-shutdown"));
            for (PartReport part : gateway.start(parts)) {
                console.result(String.format("%-8s%s: %s", part.state().word(), part.name(), part.detail()));
            }
            console.result("up      health: http://" + config.health().host() + ":" + health.port() + "/health");
            console.result(
                    String.format(Locale.ROOT, "ready in %.1f s; Ctrl-C stops it", (System.nanoTime() - begin) / 1e9));
            serve(gateway, new Systemd(console));
        }
        return ExitCode.DONE;
    }

    /** Until it is stopped; systemd hears of it as long as no part needs the whole process to be started anew. */
    private static void serve(Gateway gateway, Systemd systemd) throws InterruptedException {
        systemd.ready("all parts were started; see 'fieldlink status'");
        Duration watchdog = systemd.watchdog().orElse(WITHOUT_WATCHDOG);
        while (!gateway.await(watchdog.dividedBy(3))) {
            if (systemd.watchdog().isPresent() && gateway.isFit()) {
                systemd.alive();
            }
        }
    }

    private static int port(String text) {
        int port = Integer.parseInt(text);
        if (port < 1024 || port > 65_530) {
            throw new IllegalArgumentException("the first port is 1024 to 65530, not " + text);
        }
        return port;
    }
}
