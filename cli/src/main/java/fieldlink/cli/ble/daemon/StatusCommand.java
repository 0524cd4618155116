package fieldlink.cli.ble.daemon;

import fieldlink.ble.CentralStatus;
import fieldlink.ble.wire.HealthShape;
import fieldlink.ble.wire.JsonObject;
import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;

/** {@code fieldlink ble status}: exit code 0 when healthy, 1 when somebody should look. */
final class StatusCommand implements Command {
    private final Arg<Boolean> metrics;
    private final DaemonCalls daemon;

    StatusCommand(Syntax syntax) {
        syntax.details("Ends with 0 when all is well and with 1 when something needs a look, so it serves as a check.");
        syntax.examples("ble status", "ble status --json", "ble status --metrics > /var/lib/node_exporter/ble.prom");
        metrics = syntax.flag("--metrics", "Print the counters in Prometheus' text format.");
        daemon = new DaemonCalls(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        if (metrics.isSet(given)) {
            JsonObject data = daemon.data(given, console, "get_metrics");
            console.out().print(data.text("text").orElse(""));
            return ExitCode.DONE;
        }
        JsonObject health = daemon.data(given, console, "get_health");
        if (console.json()) {
            console.result(health.text());
        } else {
            show(health, console);
        }
        return health.get("healthy").isFalsy() ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static void show(JsonObject health, Console console) {
        CentralStatus status = HealthShape.read(health);
        String trouble = health.text("trouble").orElse("");
        console.result("health         " + (trouble.isEmpty() ? "good" : trouble));
        console.result("up             " + Tables.time(status.uptime()));
        console.result("clients        " + health.whole("clients_connected").orElse(0L));
        console.result("devices heard  " + status.activeDevices());
        console.result("subscriptions  " + status.subscriptions().size());
        console.result("requests       " + status.queue().waiting() + " waiting, "
                + (status.queue().requests().size() - status.queue().waiting()) + " running, "
                + status.queue().counters().completed() + " done, "
                + status.queue().counters().failed() + " failed, "
                + status.queue().counters().timedOut() + " timed out");
        Tables.adapters(status).forEach(console::result);
    }
}
