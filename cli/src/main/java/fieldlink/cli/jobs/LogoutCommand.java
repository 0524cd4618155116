package fieldlink.cli.jobs;

import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;

/** {@code fieldlink jobs logout}: the kept token ends at the server, and is forgotten here. */
final class LogoutCommand implements Command {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ServerUrl server;

    LogoutCommand(Syntax syntax) {
        syntax.examples("jobs logout");
        server = new ServerUrl(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        String base = server.base(given, console);
        KeptTokens kept = new KeptTokens(console);
        String token = kept.find(base)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.FAILED, "no token is kept for " + base + ": nobody is logged in there"));
        HttpClient client = ServerAccess.client().build();
        Optional<String> subject = ServerAccess.accepted(ServerAccess.ask(
                        client,
                        ServerAccess.requestBy(token, base, "/api/session")
                                .timeout(PATIENCE)
                                .build()))
                .json()
                .text("operator");
        if (subject.isPresent()) {
            String path = "/api/operators/" + ServerAccess.encoded(subject.get()) + "/token";
            ServerAccess.accepted(ServerAccess.ask(
                    client,
                    ServerAccess.requestBy(token, base, path)
                            .timeout(PATIENCE)
                            .DELETE()
                            .build()));
        }
        kept.forget(base);
        return ExitCode.DONE;
    }
}
