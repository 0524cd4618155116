package fieldlink.cli.powerhub;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.powerhub.sim.FirmwareAge;
import fieldlink.powerhub.sim.HubFlash;
import fieldlink.powerhub.sim.HubSimulator;
import fieldlink.powerhub.sim.Quirks;
import java.io.IOException;
import java.util.Locale;

/** {@code fieldlink powerhub simulate}: a hub that is told what happens on standard input, time included. */
final class SimulateCommand implements Command {
    private final Arg<FirmwareAge> firmware;
    private final Arg<Boolean> fadesBlock;
    private final Arg<String> lines;

    SimulateCommand(Syntax syntax) {
        syntax.details(
                "Takes one instruction an argument, or one a line of standard input, and prints what the hub answers and"
                        + " does:",
                "  " + SimulatedSession.FORMS,
                "Time stands still between lines; only 'advance' moves it, so that a script always gives the same.",
                "Under --json each answer and event is an object with \"at_ms\".");
        syntax.examples("powerhub simulate < script.txt", "powerhub simulate --firmware d5e99a2 --json < script.txt");
        lines = syntax.parameters("LINE", text -> text, "An instruction, in quotes.");
        firmware = syntax.option(
                "--firmware",
                "BUILD",
                SimulateCommand::age,
                "head",
                "Which build to behave as: d5e99a2 (of the published document) or head (the latest).");
        fadesBlock = syntax.flag(
                "--fades-block",
                "Hold up all commands while one waits for a fade to end, as the real PWM driver does.");
    }

    @Override
    public ExitCode run(Given given, Console console) throws IOException {
        console.remark("Simulated PowerHub, no hardware involved; 'help' lists what it understands.");
        Quirks quirks = new Quirks(Quirks.Oversize.REJECTED, fadesBlock.isSet(given));
        HubSimulator hub = new HubSimulator(firmware.get(given), new HubFlash(), quirks);
        SimulatedSession session = new SimulatedSession(hub, console);
        boolean allGood = true;
        for (String line : lines.all(given)) {
            allGood &= session.take(line);
        }
        if (lines.all(given).isEmpty()) {
            InputLines input = new InputLines(console.in());
            for (String line = input.next(); line != null; line = input.next()) {
                allGood &= session.take(line);
            }
        }
        return allGood ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static FirmwareAge age(String text) {
        for (FirmwareAge age : FirmwareAge.values()) {
            if (age.name().equals(text.toUpperCase(Locale.ROOT)) || age.commit().equals(text)) {
                return age;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no build that can be simulated: d5e99a2 or head");
    }
}
