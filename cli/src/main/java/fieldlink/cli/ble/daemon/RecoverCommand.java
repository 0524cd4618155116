package fieldlink.cli.ble.daemon;

import fieldlink.ble.AdapterName;
import fieldlink.ble.RecoveryStep;
import fieldlink.ble.wire.JsonObject;
import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;

/** {@code fieldlink ble recover ADAPTER}. */
final class RecoverCommand implements Command {
    private final Arg<AdapterName> adapter;
    private final Arg<RecoveryStep> step;
    private final DaemonCalls daemon;

    RecoverCommand(Syntax syntax) {
        syntax.details(
                "The adapter's links drop. The daemon takes these steps by itself when it has to; this is for when you"
                        + " know better.");
        syntax.examples("ble recover hci0", "ble recover hci0 --step reset-adapter");
        adapter = syntax.parameter("ADAPTER", AdapterName::new, "Such as hci0; 'ble adapters' lists them.");
        step = syntax.option(
                "--step",
                "STEP",
                Syntax.oneOf(RecoveryStep.class),
                "power-cycle",
                "power-cycle, reset-adapter or restart-service.");
        daemon = new DaemonCalls(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        if (step.get(given) == RecoveryStep.DROP_DEVICE) {
            throw new IllegalArgumentException("drop-device needs a device; use 'ble forget DEVICE'");
        }
        JsonObject request = JsonObject.with("command", "recover")
                .with("adapter", adapter.get(given).value())
                .with("step", step.get(given).name())
                .build();
        daemon.ask(given, console, request);
        console.remark("done: " + adapter.get(given) + " can be used again");
        return ExitCode.DONE;
    }
}
