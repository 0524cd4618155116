package fieldlink.cli.robot;

import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code fieldlink robot start} and {@code stop}: an event without a payload. */
final class PlainCommand implements Command {
    private final RobotLink link;
    private final String event;

    PlainCommand(Syntax syntax, String event) {
        syntax.examples("robot " + event);
        this.link = new RobotLink(syntax, "30s");
        this.event = event;
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        JsonNode answer =
                link.ask(given, console, RobotLink.Seat.OPERATOR, event, JsonNodeFactory.instance.objectNode());
        console.result(
                console.json() ? answer.toString() : answer.path("message").asString(""));
        return ExitCode.DONE;
    }
}
