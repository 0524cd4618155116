package fieldlink.cli.jobs;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;

/** {@code fieldlink jobs approve DEVICE}. */
final class ApproveCommand implements Command {
    private final ServerAccess server;
    private final Arg<String> device;

    ApproveCommand(Syntax syntax) {
        syntax.examples("jobs approve pico-1");
        server = new ServerAccess(syntax);
        device = syntax.parameter("DEVICE", text -> text, "the device's id");
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        String path = "/api/devices/" + ServerAccess.encoded(device.get(given));
        server.call(given, console, "POST", path + "/approve", "{}");
        TokenCommand.print(
                server.call(given, console, "POST", path + "/token", "{}").json(), console);
        return ExitCode.DONE;
    }
}
