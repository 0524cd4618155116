package fieldlink.cli.robot;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code fieldlink robot estop [--reset]}: comes as an observer, so that it works whoever drives. */
final class EstopCommand implements Command {
    private final RobotLink link;
    private final Arg<Boolean> reset;
    private final Arg<String> reason;

    EstopCommand(Syntax syntax) {
        syntax.examples("robot estop", "robot estop --reason 'hand in the way'", "robot estop --reset");
        link = new RobotLink(syntax, "10s");
        reset = syntax.flag("--reset", "Lift the stop; make sure first that the robot is safe.");
        reason = syntax.option("--reason", "TEXT", text -> text, "For the log and the other clients.");
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        JsonNode answer;
        if (reset.isSet(given)) {
            answer = link.ask(given, console, RobotLink.Seat.OPERATOR, "reset", JsonNodeFactory.instance.objectNode());
        } else {
            answer = link.ask(
                    given,
                    console,
                    RobotLink.Seat.OBSERVER,
                    "estop",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("reason", reason.find(given).orElse("command line")));
        }
        console.result(console.json() ? answer.toString() : describe(answer));
        return ExitCode.DONE;
    }

    private static String describe(JsonNode answer) {
        JsonNode report = answer.path("data");
        if (!report.has("total_ms")) {
            return answer.path("message").asString("");
        }
        return "stopped in " + report.path("total_ms") + " ms: stop() "
                + report.path("hook").asString("")
                + ", worker dead: " + report.path("worker_dead") + ", safe command: "
                + report.path("safe_command").asString("");
    }
}
