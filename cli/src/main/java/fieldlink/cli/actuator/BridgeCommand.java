package fieldlink.cli.actuator;

import fieldlink.ccm.config.ConfigFile;
import fieldlink.ccm.config.HouseConfig;
import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.LogLines;
import fieldlink.cli.Syntax;
import fieldlink.cli.Systemd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * {@code fieldlink actuator run}: the bridge in the foreground. {@code fieldlink actuator run NAME DURATION} asks a
 * running bridge to let a valve or switch run for a time.
 */
final class BridgeCommand implements Command {
    private final Arg<Path> config;
    private final Arg<Path> state;
    private final Arg<String> network;
    private final Arg<Boolean> check;
    private final Arg<String> allow;
    private final Places places;
    private final Arg<String> name;
    private final Arg<String> duration;

    BridgeCommand(Syntax syntax) {
        syntax.details(
                "Reads the configuration, switches off what a crash left running, calibrates, and takes commands.",
                "With NAME and DURATION it asks the running bridge to let that valve or switch run so long.",
                "Nothing starts while the configuration has a mistake; all of them are listed.");
        syntax.examples(
                "actuator run --config house.yaml",
                "actuator run --config house.yaml --check",
                "actuator run irrigation 5m",
                "actuator run --config house.yaml --interface eth0 --state /var/lib/fieldlink");
        config = syntax.option("--config", "FILE", Path::of, "The house's configuration.");
        state = syntax.option("--state", "DIR", Path::of, "Where state.json, the audit log and the socket live.");
        network = syntax.option("--interface, -i", "NAME", text -> text, "The network interface or address to use.");
        check = syntax.flag("--check", "Only check the configuration.");
        allow = syntax.options("--allow", "USER", text -> text, "A further user who may command this bridge.");
        places = new Places(syntax);
        name = syntax.optionalParameter("NAME", text -> text, "A valve or switch of the running bridge.");
        duration = syntax.optionalParameter(
                "DURATION", AskCommand::seconds, "How long, as in 90s or 5m; a bare number is seconds.");
    }

    @Override
    public ExitCode run(Given given, Console console) throws IOException, InterruptedException {
        if (name.find(given).isPresent()) {
            return runForATime(given, console);
        }
        Path file = Places.config(config.find(given), console);
        HouseConfig house = load(file, console);
        if (check.isSet(given)) {
            console.result(file + ": " + house.settings().actuators().size() + " actuators, no mistakes");
            return ExitCode.DONE;
        }
        LogLines.install(console);
        Path folder = state.find(given).orElseGet(() -> Places.state(console));
        Path socket = given(places, given, console, folder);
        BridgeProcess.Files files = new BridgeProcess.Files(folder, socket);
        CountDownLatch stopped = new CountDownLatch(1);
        BridgeProcess process =
                BridgeProcess.start(house, network.find(given), files, allow.all(given), console::remark);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            process.close();
                            stopped.countDown();
                        },
                        "fieldlink-ccm-shutdown"));
        String status = house.settings().actuators().size() + " actuators, socket " + socket;
        console.result("ready: " + status);
        console.out().flush();
        SystemdWatchdog.start(process.engine(), new Systemd(console), status);
        stopped.await();
        return ExitCode.DONE;
    }

    private ExitCode runForATime(Given given, Console console) {
        String length = duration.find(given)
                .orElseThrow(() -> new CommandFailure(ExitCode.USAGE, "say how long, as in 'run irrigation 5m'"));
        Bridge bridge = new Bridge(places.socket(given, console));
        AskCommand.print(bridge.ask(name.get(given), 3, "run", length, false).orThrow(), console);
        return ExitCode.DONE;
    }

    static HouseConfig load(Path file, Console console) throws IOException {
        ConfigFile.Loaded loaded = ConfigFile.load(file);
        loaded.problems().forEach(problem -> console.remark(problem.text(file.toString())));
        return loaded.config()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.FAILED, file + " has mistakes; nothing was started. They are listed above"));
    }

    private static Path given(Places places, Given given, Console console, Path folder) {
        Path standard = Places.state(console).resolve("actuator.sock");
        Path named = places.socket(given, console);
        return named.equals(standard) ? folder.resolve("actuator.sock") : named;
    }
}
