package fieldlink.cli.robot;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code fieldlink robot rollback [VERSION]}. */
final class RollbackCommand implements Command {
    private final RobotLink link;
    private final Arg<String> version;

    RollbackCommand(Syntax syntax) {
        syntax.examples("robot rollback", "robot rollback 000003");
        link = new RobotLink(syntax, "1m");
        version = syntax.optionalParameter("VERSION", text -> text, "The one before, if left out.");
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        version.find(given).ifPresent(id -> payload.put("version", id));
        JsonNode answer = link.ask(given, console, RobotLink.Seat.OPERATOR, "rollback", payload);
        console.result(
                console.json() ? answer.toString() : answer.path("message").asString(""));
        return ExitCode.DONE;
    }
}
