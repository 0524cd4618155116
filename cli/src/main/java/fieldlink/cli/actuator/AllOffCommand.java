package fieldlink.cli.actuator;

import fieldlink.ccm.CcmTransport;
import fieldlink.ccm.actuator.WireValue;
import fieldlink.ccm.config.HouseConfig;
import fieldlink.ccm.engine.BroadcastOutlet;
import fieldlink.ccm.engine.SavedActuator;
import fieldlink.ccm.store.StateFile;
import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code fieldlink actuator all-off}: the supervisor's last word, for {@code ExecStopPost}. */
final class AllOffCommand implements Command {
    private static final int PRIORITY = 1;
    private static final int TIMES = 3;
    private static final long GAP_MILLIS = 100;

    private final Arg<Path> state;
    private final Arg<String> network;
    private final Arg<Integer> firstPort;
    private final Arg<Boolean> onlyRunning;

    AllOffCommand(Syntax syntax) {
        syntax.details("Needs nothing but the state file and the network: no bridge, no configuration.");
        syntax.examples(
                "actuator all-off --interface eth0", "actuator all-off --state /var/lib/fieldlink --if-running");
        state = syntax.option("--state", "DIR", Path::of, "The bridge's state folder.");
        network = syntax.option(
                "--interface, -i", "NAME", text -> text, "The network interface or address to use; else the bridge's.");
        firstPort = syntax.option("--ports", "FIRST", Integer::parseInt, "The port of values; else the bridge's.");
        onlyRunning = syntax.flag("--if-running", "Do nothing when the last end was orderly.");
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        Path folder = state.find(given).orElseGet(() -> Places.state(console));
        StateFile.Loaded loaded = new StateFile(folder.resolve("state.json")).load();
        loaded.warnings().forEach(console::remark);
        if (onlyRunning.isSet(given) && !loaded.house().needsAllOff()) {
            console.result("nothing was left running");
            return ExitCode.DONE;
        }
        if (loaded.house().actuators().values().stream()
                .allMatch(saved -> saved.offValues().isEmpty())) {
            throw new CommandFailure(ExitCode.FAILED, folder + "/state.json names nothing that could be switched off");
        }
        StateFile.Network last = loaded.network();
        HouseConfig.Network where = new HouseConfig.Network(
                last.interfaceOrNull(), firstPort.find(given).orElse(last.firstPortOrNull()));
        Optional<String> named = network.find(given);
        int sent = 0;
        try (CcmTransport transport = BridgeProcess.open(where, named)) {
            BroadcastOutlet outlet = new BroadcastOutlet(transport);
            for (int i = 0; i < TIMES; i++) {
                for (SavedActuator saved : loaded.house().actuators().values()) {
                    for (WireValue value : saved.offValues()) {
                        sent += outlet.send(value, PRIORITY) ? 1 : 0;
                    }
                }
                TimeUnit.MILLISECONDS.sleep(GAP_MILLIS);
            }
        }
        console.result("switched off " + loaded.house().actuators().size() + " actuators, " + sent + " packets");
        return sent > 0 ? ExitCode.DONE : ExitCode.UNREACHABLE;
    }
}
