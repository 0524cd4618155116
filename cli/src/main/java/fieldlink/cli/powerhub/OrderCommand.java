package fieldlink.cli.powerhub;

import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.powerhub.client.HubClient;

/** {@code fieldlink powerhub power sleep} and {@code wake}: orders without numbers or results. */
final class OrderCommand implements Command {
    private final HubChoice choice;
    private final HubChoice.Use order;

    private OrderCommand(Syntax syntax, HubChoice.Use order) {
        this.choice = new HubChoice(syntax);
        this.order = order;
    }

    /** To deep sleep, which the hub does not acknowledge. */
    static OrderCommand sleep(Syntax syntax) {
        syntax.details("The hub does not answer; it wakes by itself while its supply is above the wake threshold.");
        syntax.examples("powerhub power sleep");
        return new OrderCommand(syntax, HubClient::forceSleep);
    }

    /** The counterpart in the protocol, for completeness. */
    static OrderCommand wake(Syntax syntax) {
        syntax.details(
                "Every firmware acknowledges this order and does nothing. A hub that sleeps hears nothing at all: it"
                        + " wakes when its supply reaches the wake threshold.");
        syntax.examples("powerhub power wake");
        return new OrderCommand(syntax, HubClient::forceWake);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        choice.use(given, console, order);
        return ExitCode.DONE;
    }
}
