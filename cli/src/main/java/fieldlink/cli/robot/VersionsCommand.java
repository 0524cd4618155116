package fieldlink.cli.robot;

import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code fieldlink robot versions}. */
final class VersionsCommand implements Command {
    private final RobotLink link;

    VersionsCommand(Syntax syntax) {
        syntax.examples("robot versions", "robot versions --json");
        link = new RobotLink(syntax, "10s");
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        JsonNode answer =
                link.ask(given, console, RobotLink.Seat.OBSERVER, "versions", JsonNodeFactory.instance.objectNode());
        for (JsonNode version : answer.path("data").path("versions")) {
            boolean current = version.path("current").asBoolean(false);
            console.result(
                    console.json()
                            ? version.toString()
                            : version.path("id").asString("") + "  "
                                    + version.path("uploaded").asString("") + "  "
                                    + version.path("type").asString("") + (current ? "  current" : ""));
        }
        return ExitCode.DONE;
    }
}
