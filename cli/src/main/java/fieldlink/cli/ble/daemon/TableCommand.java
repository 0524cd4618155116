package fieldlink.cli.ble.daemon;

import fieldlink.ble.CentralStatus;
import fieldlink.ble.wire.HealthShape;
import fieldlink.ble.wire.Json;
import fieldlink.ble.wire.JsonObject;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import java.util.List;
import java.util.function.Function;

/** {@code fieldlink ble adapters|links|queue}: one part of the daemon's state, a line for each. */
final class TableCommand implements Command {
    private final String part;
    private final Function<CentralStatus, List<String>> table;
    private final DaemonCalls daemon;

    TableCommand(Syntax syntax, String part, Function<CentralStatus, List<String>> table) {
        this.part = part;
        this.table = table;
        syntax.examples("ble " + part, "ble " + part + " --json");
        daemon = new DaemonCalls(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        JsonObject health = daemon.data(given, console, "get_health");
        if (console.json()) {
            items(health).forEach(item -> console.result(item.text()));
        } else {
            table.apply(HealthShape.read(health)).forEach(console::result);
        }
        return ExitCode.DONE;
    }

    private List<Json> items(JsonObject health) {
        return part.equals("queue")
                ? health.get("queue")
                        .asObject()
                        .orElse(JsonObject.EMPTY)
                        .get("requests")
                        .items()
                : health.get(part).items();
    }
}
