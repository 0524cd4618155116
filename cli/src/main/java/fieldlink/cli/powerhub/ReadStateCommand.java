package fieldlink.cli.powerhub;

import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.powerhub.client.HubClient;
import java.util.function.Function;

/** {@code fieldlink powerhub state} and {@code powerhub power read}: something read from the hub, as JSON. */
final class ReadStateCommand implements Command {
    private final HubChoice choice;
    private final Function<HubClient, String> read;

    private ReadStateCommand(Syntax syntax, Function<HubClient, String> read) {
        this.choice = new HubChoice(syntax);
        this.read = read;
    }

    /** The levels of the outputs. */
    static ReadStateCommand ofLevels(Syntax syntax) {
        syntax.examples("powerhub state", "powerhub state --device 02:00:00:00:00:21 --simulate");
        return new ReadStateCommand(syntax, hub -> FrameJson.levels(hub.readLevels()));
    }

    /** Thresholds and, where the firmware has them there, readings. */
    static ReadStateCommand ofPower(Syntax syntax) {
        syntax.examples("powerhub power read", "powerhub power read --device 02:00:00:00:00:21 --simulate");
        return new ReadStateCommand(syntax, hub -> FrameJson.settings(hub.readSettings()));
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        choice.use(given, console, hub -> console.result(read.apply(hub)));
        return ExitCode.DONE;
    }
}
