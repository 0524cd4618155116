package fieldlink.cli.ble.daemon;

import fieldlink.ble.ipc.DaemonClient;
import fieldlink.ble.ipc.DaemonException;
import fieldlink.ble.ipc.Endpoint;
import fieldlink.ble.wire.JsonObject;
import fieldlink.cli.Arg;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.cli.ble.OpenBle;
import fieldlink.cli.ble.RadioChoice;
import java.nio.file.Path;
import java.time.Duration;

/** The option that says which daemon, and one question to it. */
final class DaemonCalls {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Arg<Path> socket;

    DaemonCalls(Syntax syntax) {
        socket = syntax.option("--socket", "PATH", Path::of, "The daemon's socket, when it is not in the usual place.");
    }

    /** The reply, which is one that says success. */
    JsonObject ask(Given given, Console console, JsonObject request) throws InterruptedException {
        Endpoint endpoint = socket.find(given)
                .<Endpoint>map(Endpoint.Unix::new)
                .orElseGet(() -> Endpoint.find(console.environment()));
        try (DaemonClient client = RadioChoice.connect(console, endpoint)) {
            return OpenBle.await(client.call(request, PATIENCE), PATIENCE);
        } catch (DaemonException e) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    "no daemon answers at " + endpoint + "; start one with 'fieldlink ble daemon'",
                    e);
        }
    }

    JsonObject data(Given given, Console console, String command) throws InterruptedException {
        JsonObject request = JsonObject.with("command", command).build();
        return ask(given, console, request).get("data").asObject().orElse(JsonObject.EMPTY);
    }
}
