package fieldlink.cli.jobs;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.JsonLine;
import fieldlink.cli.Syntax;

/** {@code fieldlink jobs login [NAME]}: a password once, and from then on a token of this machine's own. */
final class LoginCommand implements Command {
    private static final String OPERATOR = "operator";
    private static final int SHORTEST = 8;
    private static final int ATTEMPTS = 3;

    private final ServerUrl server;
    private final Arg<String> name;

    LoginCommand(Syntax syntax) {
        syntax.examples("jobs login", "jobs login ann --server https://jobs.example.org");
        server = new ServerUrl(syntax);
        name = syntax.optionalParameter("NAME", text -> text, "the operator, else '" + OPERATOR + "'");
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        String base = server.base(given, console);
        String operator = name.find(given).orElse(OPERATOR);
        Secrets secrets = new Secrets(console);
        PersonSession session = PersonSession.begin(base, operator, secrets.ask("password of " + operator));
        KeptTokens kept = new KeptTokens(console);
        kept.keep(base, session.issueToken(operator + "@" + AgentCommand.hostName()));
        if (!session.hasPassword()) {
            choosePassword(session, secrets, console);
        }
        session.end();
        String done = "logged in to " + base + " as " + operator;
        console.result(
                console.json()
                        ? new JsonLine()
                                .put("server", base)
                                .put("operator", operator)
                                .toString()
                        : done);
        console.remark("A token is kept in " + kept.file() + "; 'fieldlink jobs logout' ends it.");
        return ExitCode.DONE;
    }

    /** The password that brought us here worked this once. */
    private static void choosePassword(PersonSession session, Secrets secrets, Console console)
            throws InterruptedException {
        console.remark("That password worked once. Choose your own.");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String chosen = secrets.ask("new password");
            if (chosen.length() < SHORTEST) {
                console.remark("A password has at least " + SHORTEST + " characters.");
            } else if (!chosen.equals(secrets.ask("new password again"))) {
                console.remark("The two differ.");
            } else {
                session.setPassword(chosen);
                return;
            }
        }
        throw new CommandFailure(
                ExitCode.FAILED,
                "no password was set; the command line may be used, and the dashboard after the server's next start");
    }
}
