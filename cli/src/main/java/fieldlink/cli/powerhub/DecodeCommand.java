package fieldlink.cli.powerhub;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.powerhub.HubCharacteristic;
import java.io.IOException;
import java.util.List;

/** {@code fieldlink powerhub decode CHAR [HEX…]}: what frames say, one JSON object a line. */
final class DecodeCommand implements Command {
    private final Arg<HubCharacteristic> characteristic;
    private final Arg<String> layout;
    private final Arg<String> frames;

    DecodeCommand(Syntax syntax) {
        syntax.details(
                "Each HEX is one frame; without any, frames are read from standard input, one a line.",
                "Prints one JSON object for each frame, with or without --json, and goes on after a malformed one.",
                "Ends with 1 when any frame was malformed.");
        syntax.examples(
                "powerhub decode FFF1 0101 8007d0",
                "powerhub decode fff6 32d909d0095500000000…",
                "powerhub decode FFF5 --layout P16B < frames.txt");
        characteristic = syntax.parameter(
                "CHAR",
                HubCharacteristic::parse,
                "FFF0 (levels), FFF1 (control), FFF5 (power) or FFF6 (monitor), as a name or UUID in any form.");
        frames = syntax.parameters("HEX", text -> text, "A frame, with or without colons or 0x.");
        layout = syntax.option(
                "--layout",
                "NAME",
                text -> text,
                "Of FFF5 (P6, P8, P12, P16A, P16B, N8, N12, N14) or FFF6 (M36, M32, M16), when the length alone does"
                        + " not tell.");
    }

    @Override
    public ExitCode run(Given given, Console console) throws IOException {
        FrameReader reader = new FrameReader(characteristic.get(given), layout.find(given));
        List<String> arguments = frames.all(given);
        boolean allGood = true;
        for (String frame : arguments) {
            allGood &= print(reader.read(frame), console);
        }
        if (arguments.isEmpty()) {
            InputLines input = new InputLines(console.in());
            for (String line = input.next(); line != null; line = input.next()) {
                if (!line.isBlank()) {
                    allGood &= print(reader.read(line), console);
                }
            }
        }
        return allGood ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static boolean print(FrameReader.Outcome outcome, Console console) {
        console.result(outcome.json());
        for (String warning : outcome.warnings()) {
            console.remark("fieldlink: " + warning);
        }
        return outcome.ok();
    }
}
