package fieldlink.cli.ble;

import fieldlink.ble.GattValue;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import java.time.Instant;

/** {@code fieldlink read DEVICE CHARACTERISTIC}: the value, as hex. */
public final class ReadCommand implements Command {
    private final Target target;
    private final RadioChoice choice;

    public ReadCommand(Syntax syntax) {
        syntax.details("Prints the value as hex.");
        syntax.examples("read AA:BB:CC:DD:EE:FF 2A19", "read Thermometer 181A/2A6E --json --simulate");
        target = new Target(syntax, "Give up after this.");
        choice = new RadioChoice(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        try (OpenBle ble = choice.open(given, console)) {
            Target.Found found = target.find(given, ble.central());
            GattValue value = OpenBle.await(
                    ble.central().read(found.address(), found.characteristic(), target.options(given)),
                    target.timeout(given));
            console.result(console.json() ? found.json(value, Instant.now()).toString() : value.hex());
        }
        return ExitCode.DONE;
    }
}
