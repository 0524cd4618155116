package fieldlink.cli.actuator;

import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;

/** {@code fieldlink actuator clear}. */
final class ClearCommand implements Command {
    private final Places places;

    ClearCommand(Syntax syntax) {
        syntax.examples("actuator clear");
        places = new Places(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) {
        Answer answer = new Bridge(places.socket(given, console)).clear().orThrow();
        boolean cleared = answer.text("result").orElse("").equals("accepted");
        String text = cleared ? "cleared; nothing resumes by itself" : "there was nothing to clear";
        console.result(console.json() ? answer.json() : text);
        return ExitCode.DONE;
    }
}
