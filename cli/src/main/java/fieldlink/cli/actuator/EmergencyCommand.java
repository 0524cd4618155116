package fieldlink.cli.actuator;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;

/** {@code fieldlink actuator emergency}. */
final class EmergencyCommand implements Command {
    private final Arg<String> reason;
    private final Places places;

    EmergencyCommand(Syntax syntax) {
        syntax.details("Works even while the bridge's mailbox is stuck. Nothing moves again until 'actuator clear'.");
        syntax.examples("actuator emergency", "actuator emergency \"somebody is on the roof\"");
        reason = syntax.optionalParameter("REASON", text -> text, "For the audit log.");
        places = new Places(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) {
        Answer answer = new Bridge(places.socket(given, console))
                .emergency(reason.find(given).orElse(""))
                .orThrow();
        console.result(console.json() ? answer.json() : "everything is switched off; 'actuator clear' ends it");
        return ExitCode.DONE;
    }
}
