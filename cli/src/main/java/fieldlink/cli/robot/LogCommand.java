package fieldlink.cli.robot;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Printable;
import fieldlink.cli.Syntax;
import fieldlink.jobs.robot.client.SocketIoClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code fieldlink robot log [-f]}. */
final class LogCommand implements Command {
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final RobotLink link;
    private final Arg<Boolean> follow;
    private final Arg<Long> since;

    LogCommand(Syntax syntax) {
        syntax.examples("robot log", "robot log -f", "robot log --since 1200");
        link = new RobotLink(syntax, "10s");
        follow = syntax.flag("-f, --follow", "Go on until interrupted.");
        since = syntax.option("--since", "OFFSET", Long::valueOf, "0", "The first line wanted.");
    }

    @Override
    public ExitCode run(Given given, Console console) throws Exception {
        try (SocketIoClient client = link.connect(given, console, RobotLink.Seat.OBSERVER, event -> {
            if (event.get(0).asString("").equals("log") && event.size() > 1) {
                print(event.get(1), console);
            }
        })) {
            JsonNode answer = RobotLink.checked(client.ask(
                    ANSWER,
                    "log",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("since", since.get(given))
                            .put("follow", follow.isSet(given))));
            answer.path("data").path("lines").forEach(line -> print(line, console));
            if (follow.isSet(given)) {
                waitFor(client.ended());
            }
            return ExitCode.DONE;
        }
    }

    private static void waitFor(CompletableFuture<Void> end) throws InterruptedException {
        try {
            end.get();
        } catch (ExecutionException lost) {
            throw new IllegalStateException("the end of a connection is no failure", lost);
        }
    }

    private static void print(JsonNode line, Console console) {
        console.result(
                console.json()
                        ? line.toString()
                        : Printable.of(line.path("text").asString("")));
    }
}
