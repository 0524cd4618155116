package fieldlink.cli.jobs;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.jobs.server.json.Body;
import fieldlink.jobs.server.json.JsonObject;
import java.util.List;

/** {@code fieldlink jobs submit DEVICE COMMAND [NAME=VALUE…]}. */
final class SubmitCommand implements Command {
    private final ServerAccess server;
    private final Arg<String> device;
    private final Arg<String> command;
    private final Arg<List<String>> arguments;
    private final Arg<Boolean> wait;
    private final Arg<Integer> timeout;
    private final Arg<String> key;
    private final Arg<Boolean> urgent;

    SubmitCommand(Syntax syntax) {
        syntax.examples("jobs submit pico-1 led times=3", "jobs submit pico-1 temp --wait --timeout 20 --json");
        server = new ServerAccess(syntax);
        wait = syntax.flag("--wait", "Wait for the result and print it.");
        timeout = syntax.option("--timeout", "SECONDS", Integer::parseInt, "60", "how long to wait");
        key = syntax.option("--key", "KEY", text -> text, "submit at most once under this key");
        urgent = syntax.flag("--urgent", "Before everything that is not.");
        device = syntax.parameter("DEVICE", text -> text, "the device's id");
        command = syntax.parameter("COMMAND", text -> text, "what it is to do");
        arguments = syntax.parameters("NAME=VALUE", Arguments::pair, "arguments; a value is JSON, or else a text");
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        JsonObject job = new JsonObject()
                .put("name", command.get(given))
                .put("args", Arguments.object(arguments.all(given)))
                .put("requested_via", "cli")
                .put("wait_for_result", wait.isSet(given))
                .put("timeout", timeout.get(given));
        key.find(given).ifPresent(text -> job.put("idempotency_key", text));
        if (urgent.isSet(given)) {
            job.put("priority", "urgent");
        }
        String path = "/api/devices/" + ServerAccess.encoded(device.get(given)) + "/jobs";
        Body answer = server.call(given, console, "POST", path, job.toString()).json();
        console.result(console.json() ? answer.whole().text() : line(answer));
        return exitCode(answer);
    }

    private static String line(Body answer) {
        String id = answer.text("job_id").orElse("");
        return answer.isObject("result") ? answer.object("result").whole().text() : id;
    }

    private static ExitCode exitCode(Body answer) {
        return switch (answer.text("status").orElse("")) {
            case "timeout" -> ExitCode.TIMED_OUT;
            case "completed" -> answer.object("result").isTruthy("ok") ? ExitCode.DONE : ExitCode.FAILED;
            default -> ExitCode.DONE;
        };
    }
}
