package fieldlink.cli.powerhub;

import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.powerhub.client.HubClient;

/** {@code fieldlink powerhub power sleep}: to deep sleep, which the hub does not acknowledge. */
final class SleepCommand implements Command {
    private final HubChoice choice;

    SleepCommand(Syntax syntax) {
        syntax.details("The hub does not answer; it wakes by itself while its supply is above the wake threshold.");
        syntax.examples("powerhub power sleep");
        choice = new HubChoice(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        choice.use(given, console, HubClient::forceSleep);
        return ExitCode.DONE;
    }
}
