package fieldlink.cli.robot;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code fieldlink robot call OBJECT.METHOD [NAME=VALUE…]}. */
final class CallCommand implements Command {
    private final RobotLink link;
    private final Arg<String> method;
    private final Arg<String> args;

    CallCommand(Syntax syntax) {
        syntax.examples("robot call robot_controller.get_status", "robot call arm.move x=10 speed=0.5 label=home");
        link = new RobotLink(syntax, "5m");
        method = syntax.parameter("OBJECT.METHOD", CallCommand::qualified, "What to call.");
        args = syntax.parameters("NAME=VALUE", CallCommand::named, "Arguments: JSON, or plain text.");
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        String name = method.get(given);
        int dot = name.lastIndexOf('.');
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        ObjectNode params = payload.putObject("params");
        params.put("object", name.substring(0, dot)).put("method", name.substring(dot + 1));
        ObjectNode named = params.putObject("args");
        for (String arg : args.all(given)) {
            int equals = arg.indexOf('=');
            named.set(arg.substring(0, equals), value(arg.substring(equals + 1)));
        }
        JsonNode answer = link.ask(given, console, RobotLink.Seat.OPERATOR, "process", payload);
        JsonNode result = answer.path("data").path("result");
        console.result(console.json() || result.isMissingNode() ? answer.toString() : result.toString());
        return ExitCode.DONE;
    }

    private static JsonNode value(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JacksonException plainText) {
            return JsonNodeFactory.instance.stringNode(text);
        }
    }

    private static String qualified(String text) {
        int dot = text.lastIndexOf('.');
        if (dot <= 0 || dot == text.length() - 1) {
            throw new IllegalArgumentException("'" + text + "' names no method; write OBJECT.METHOD");
        }
        return text;
    }

    private static String named(String text) {
        if (text.indexOf('=') <= 0) {
            throw new IllegalArgumentException("'" + text + "' is no argument; write NAME=VALUE");
        }
        return text;
    }
}
