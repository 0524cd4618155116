package fieldlink.cli.ble.daemon;

import fieldlink.ble.DeviceAddress;
import fieldlink.ble.wire.JsonObject;
import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;

/** {@code fieldlink ble forget DEVICE}. */
final class ForgetCommand implements Command {
    private final Arg<DeviceAddress> device;
    private final DaemonCalls daemon;

    ForgetCommand(Syntax syntax) {
        syntax.details("Ends the device's link, if any. Its services are found anew the next time.");
        syntax.examples("ble forget AA:BB:CC:DD:EE:FF");
        device = syntax.parameter("DEVICE", DeviceAddress::parse, "An address like AA:BB:CC:DD:EE:FF.");
        daemon = new DaemonCalls(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        JsonObject request = JsonObject.with("command", "forget")
                .with("mac_address", device.get(given).value())
                .build();
        daemon.ask(given, console, request);
        console.remark("forgotten: " + device.get(given));
        return ExitCode.DONE;
    }
}
