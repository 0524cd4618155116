package fieldlink.cli.jobs;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.jobs.server.json.Body;

/** {@code fieldlink jobs show|cancel JOB}: one request about one job, and its answer. */
final class OneJobCommand implements Command {
    private final ServerAccess server;
    private final Arg<String> job;
    private final String method;
    private final String action;

    private OneJobCommand(Syntax syntax, String method, String action) {
        this.method = method;
        this.action = action;
        server = new ServerAccess(syntax);
        job = syntax.parameter("JOB", text -> text, "the job's id");
    }

    static OneJobCommand show(Syntax syntax) {
        return new OneJobCommand(syntax.examples("jobs show 4f0c…"), "GET", "");
    }

    static OneJobCommand cancel(Syntax syntax) {
        return new OneJobCommand(syntax.examples("jobs cancel 4f0c…"), "POST", "/cancel");
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        String path = "/api/jobs/" + ServerAccess.encoded(job.get(given)) + action;
        Body answer = server.call(given, console, method, path, method.equals("GET") ? "" : "{}")
                .json();
        print(answer, console);
        return ExitCode.DONE;
    }

    /** One field a line, or the object itself. */
    static void print(Body answer, Console console) {
        if (console.json()) {
            console.result(answer.whole().text());
        } else {
            answer.names().forEach(name -> console.result(name + ": " + value(answer, name)));
        }
    }

    private static String value(Body answer, String name) {
        return answer.text(name).orElseGet(() -> answer.json(name).text());
    }
}
