package fieldlink.cli.gateway;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.LogLines;
import fieldlink.cli.Syntax;
import fieldlink.cli.actuator.Places;
import java.util.List;
import java.util.Locale;

/** {@code fieldlink up}: the gateway in the foreground, until it is told to stop. */
public final class UpCommand implements Command {
    private final Arg<Boolean> simulate;

    public UpCommand(Syntax syntax) {
        syntax.examples("up --simulate");
        simulate = syntax.flag("--simulate", "Run a small simulated world: no hardware, no root, loopback only.");
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        LogLines.install(console);
        long begin = System.nanoTime();
        if (!simulate.isSet(given)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "the gateway has no configuration yet: try it with --simulate, or run its parts by themselves"
                            + " (ble daemon, actuator run, jobs serve, robot serve)");
        }
        console.remark("simulated: no hardware, no root, no network beyond loopback");
        List<Part> parts = new SimulatedGateway(Places.state(console), console).parts();
        Gateway gateway = new Gateway(console::remark);
        List<Gateway.Started> started = gateway.start(parts);
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::stop, "fieldlink-gateway-shutdown"));
        for (Gateway.Started part : started) {
            console.result((part.running() ? "up      " : "failed  ") + part.name() + ": " + part.description());
        }
        console.result(
                String.format(Locale.ROOT, "ready in %.1f s; Ctrl-C stops it", (System.nanoTime() - begin) / 1e9));
        gateway.await();
        return ExitCode.DONE;
    }
}
