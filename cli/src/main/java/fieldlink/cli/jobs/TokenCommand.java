package fieldlink.cli.jobs;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.jobs.server.json.Body;

/** {@code fieldlink jobs token DEVICE}. */
final class TokenCommand implements Command {
    private final ServerAccess server;
    private final Arg<String> subject;
    private final Arg<Boolean> operator;

    TokenCommand(Syntax syntax) {
        syntax.examples("jobs token pico-1", "jobs token --operator ann");
        server = new ServerAccess(syntax);
        subject = syntax.parameter("NAME", text -> text, "the device's id, or the operator's name");
        operator = syntax.flag("--operator", "The name is an operator's, for scripts that use the API.");
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        String kind = operator.isSet(given) ? "/api/operators/" : "/api/devices/";
        String path = kind + ServerAccess.encoded(subject.get(given)) + "/token";
        print(server.call(given, console, "POST", path, "{}").json(), console);
        return ExitCode.DONE;
    }

    static void print(Body issued, Console console) {
        if (console.json()) {
            console.result(issued.whole().text());
            return;
        }
        console.result(issued.text("token").orElse(""));
        console.remark("It is shown this once. A client that knows no tokens carries it in its server's URL: "
                + "http://SERVER" + issued.text("path_prefix").orElse(""));
    }
}
