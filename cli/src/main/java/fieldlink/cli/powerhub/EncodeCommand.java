package fieldlink.cli.powerhub;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.JsonLine;
import fieldlink.cli.Syntax;
import fieldlink.powerhub.ChannelCommand;
import fieldlink.powerhub.CommandBatch;
import fieldlink.powerhub.PowerCommand;
import fieldlink.powerhub.WireBytes;
import java.util.List;

/** {@code fieldlink powerhub encode WORD…}: what a command looks like on the wire. */
final class EncodeCommand implements Command {
    private final Arg<Boolean> spaced;
    private final Arg<Boolean> unsafe;
    private final Arg<String> words;

    EncodeCommand(Syntax syntax) {
        syntax.details(
                "Commands to the outputs (FFF1), several separated by ' , ':",
                "  " + CommandWords.FORMS,
                "Power commands (FFF5), one frame a line:",
                "  " + PowerWords.FORMS,
                "A bare time is in milliseconds, a bare voltage in millivolts, a temperature in degrees Celsius"
                        + " (write -- before a negative one).",
                "Prints lower-case hex without spaces, one line for each write.");
        syntax.examples(
                "powerhub encode set 0 255",
                "powerhub encode fade 1 128 2s , blink 2 1s",
                "powerhub encode strobe 3 5 500ms 200ms",
                "powerhub encode thresholds 12.5V 13.2V");
        spaced = syntax.flag("--spaced", "Put a space between bytes.");
        unsafe = syntax.flag("--unsafe", "For the laboratory: also encode what reboots a hub or what it ignores.");
        words = syntax.parameters("WORD", text -> text, "The command, word by word.");
    }

    @Override
    public ExitCode run(Given given, Console console) {
        List<String> line = words.all(given);
        String separator = spaced.isSet(given) ? " " : "";
        if (!line.isEmpty() && PowerWords.isPowerCommand(line.get(0))) {
            for (PowerCommand command : PowerWords.parse(line)) {
                print(console, "fff5", command.encode(), separator);
            }
            return ExitCode.DONE;
        }
        boolean anything = unsafe.isSet(given);
        List<ChannelCommand> commands = new CommandWords(line, anything).parse();
        CommandBatch batch = anything ? CommandBatch.unsafe(commands) : CommandBatch.of(commands);
        print(console, "fff1", batch.encode(), separator);
        return ExitCode.DONE;
    }

    private static void print(Console console, String characteristic, WireBytes frame, String separator) {
        String hex = frame.hex(separator);
        console.result(
                console.json()
                        ? new JsonLine()
                                .put("characteristic", characteristic)
                                .put("value", hex)
                                .toString()
                        : hex);
    }
}
