package fieldlink.cli.ble;

import fieldlink.ble.CharacteristicProperty;
import fieldlink.ble.GattTree;
import fieldlink.ble.GattValue;
import fieldlink.ble.WriteMode;
import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import java.time.Instant;
import java.util.List;

/** {@code fieldlink send DEVICE CHARACTERISTIC HEX…}: writes bytes. */
public final class SendCommand implements Command {
    private final Target target;
    private final Arg<String> bytes;
    private final Arg<Boolean> answered;
    private final Arg<Boolean> unanswered;
    private final RadioChoice choice;

    public SendCommand(Syntax syntax) {
        syntax.details(
                "Asks for a response when the device gives one, because only then its refusal is seen.",
                "Prints nothing but with --json.");
        syntax.examples("send AA:BB:CC:DD:EE:FF FFF0/FFF1 00 00 ff", "send Lamp FFF1 80 --simulate");
        target = new Target(syntax, "Give up after this.");
        bytes = syntax.parameters("HEX", text -> text, "The bytes, with or without blanks, colons or 0x.");
        answered = syntax.flag("--response", "Insist on a response of the device.");
        unanswered = syntax.flag("--no-response", "Send without asking for a response.");
        choice = new RadioChoice(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        GattValue value = value(given);
        if (answered.isSet(given) && unanswered.isSet(given)) {
            throw new IllegalArgumentException("--response and --no-response exclude each other");
        }
        try (OpenBle ble = choice.open(given, console)) {
            Target.Found found = target.find(given, ble.central());
            WriteMode mode = mode(given, found);
            OpenBle.await(
                    ble.central().write(found.address(), found.characteristic(), value, mode, target.options(given)),
                    target.timeout(given));
            if (console.json()) {
                console.result(found.json(value, Instant.now())
                        .put("response", mode == WriteMode.WITH_RESPONSE)
                        .toString());
            }
        }
        return ExitCode.DONE;
    }

    private GattValue value(Given given) {
        List<String> texts = bytes.all(given);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("HEX is missing: which bytes are to be sent?");
        }
        return GattValue.parseHex(String.join(" ", texts));
    }

    private WriteMode mode(Given given, Target.Found found) {
        if (answered.isSet(given)) {
            return WriteMode.WITH_RESPONSE;
        }
        List<GattTree.Characteristic> meant = found.tree().find(found.characteristic());
        boolean onlyWithout = meant.size() == 1
                && !meant.get(0).can(CharacteristicProperty.WRITE)
                && meant.get(0).can(CharacteristicProperty.WRITE_WITHOUT_RESPONSE);
        return unanswered.isSet(given) || onlyWithout ? WriteMode.WITHOUT_RESPONSE : WriteMode.WITH_RESPONSE;
    }
}
