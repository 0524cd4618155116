package fieldlink.cli.jobs;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.cli.ble.TimeSpan;
import fieldlink.jobs.server.json.Body;
import fieldlink.jobs.server.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code fieldlink jobs requeue JOB}, or all jobs of a kind with {@code --state}. */
final class RequeueCommand implements Command {
    private final ServerAccess server;
    private final Arg<String> job;
    private final Arg<String> state;
    private final Arg<Duration> since;
    private final Arg<String> device;
    private final Arg<String> command;
    private final Arg<Integer> limit;
    private final Arg<Boolean> dryRun;

    RequeueCommand(Syntax syntax) {
        syntax.examples(
                        "jobs requeue 4f0c…",
                        "jobs requeue --state failed,dead --since 2h --dry-run",
                        "jobs requeue --state needs-attention --device pico-1 --command led")
                .details(
                        "With --state every job that matches is done once more, as a new job, however often the same"
                                + " command is given. A command that must not happen twice is one to look at first: --dry-run.");
        server = new ServerAccess(syntax);
        job = syntax.optionalParameter("JOB", text -> text, "the job's id");
        state = syntax.option("--state", "STATES", text -> text, "all jobs in these states, separated by commas");
        since = syntax.option("--since", "DURATION", TimeSpan::parse, "only what ended within this time");
        device = syntax.option("--device", "ID", text -> text, "only this device's");
        command = syntax.option("--command", "NAME", text -> text, "only this command");
        limit = syntax.option("--limit", "N", Integer::parseInt, "1000", "how many at once, the newest first");
        dryRun = syntax.flag("--dry-run", "Only show which jobs it would be.");
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        Optional<String> one = job.find(given);
        Optional<String> states = state.find(given);
        if (one.isPresent() == states.isPresent()) {
            throw new IllegalArgumentException("name one JOB, or the --state of all jobs to repeat");
        }
        if (one.isPresent()) {
            String path = "/api/jobs/" + ServerAccess.encoded(one.get()) + "/requeue";
            OneJobCommand.print(server.call(given, console, "POST", path, "{}").json(), console);
            return ExitCode.DONE;
        }
        JsonObject order = new JsonObject()
                .put("state", states.orElseThrow())
                .put("limit", limit.get(given))
                .put("dry_run", dryRun.isSet(given));
        device.find(given).ifPresent(id -> order.put("device_id", id));
        command.find(given).ifPresent(name -> order.put("command", name));
        since.find(given).ifPresent(span -> order.put("since", Instant.now().minus(span)));
        List<Body> jobs = server.call(given, console, "POST", "/api/jobs/requeue", order.toString())
                .json()
                .objects("jobs");
        new Table("job_id", "device_id", "command", "state", "requeued_from").print(jobs, console);
        console.remark(jobs.size() + (dryRun.isSet(given) ? " jobs would be repeated" : " jobs are repeated"));
        return ExitCode.DONE;
    }
}
