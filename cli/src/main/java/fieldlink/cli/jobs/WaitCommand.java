package fieldlink.cli.jobs;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.cli.ble.TimeSpan;
import fieldlink.jobs.JobState;
import fieldlink.jobs.server.json.Body;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code fieldlink jobs wait JOB}: until it is over, or as {@code --for} says. */
final class WaitCommand implements Command {
    private static final String FIELD = "state=";
    private static final long LOOK_MILLIS = 500;

    private final ServerAccess server;
    private final Arg<String> job;
    private final Arg<String> wanted;
    private final Arg<Duration> timeout;

    WaitCommand(Syntax syntax) {
        syntax.examples("jobs wait 4f0c…", "jobs wait job/4f0c… --for state=succeeded --timeout 5m")
                .details(
                        "Ends with 0 when the job is in that state, with 1 when it ended in another one, and with 5 when"
                                + " the time is up.");
        server = new ServerAccess(syntax);
        job = syntax.parameter("JOB", text -> text.startsWith("job/") ? text.substring(4) : text, "the job's id");
        wanted = syntax.option("--for", "state=STATE", WaitCommand::state, "what to wait for; any end if not given");
        timeout = syntax.option("--timeout", "DURATION", TimeSpan::parse, "10m", "how long to wait");
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        Optional<String> state = wanted.find(given);
        long deadline = System.nanoTime() + timeout.get(given).toNanos();
        String path = "/api/jobs/" + ServerAccess.encoded(job.get(given));
        while (true) {
            Body now = server.get(given, console, path + "?wait=" + LOOK_MILLIS / 1_000.0)
                    .json();
            String found = now.text("state").orElse("");
            boolean over = JobState.valueOf(found.toUpperCase(Locale.ROOT)).isSettled();
            if (state.map(found::equals).orElse(over)) {
                OneJobCommand.print(now, console);
                return ExitCode.DONE;
            }
            if (over) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "the job is " + found + " and will not be " + state.orElse("over") + " any more");
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new CommandFailure(
                        ExitCode.TIMED_OUT,
                        "the job is still " + found + " after "
                                + timeout.get(given).toSeconds() + " s");
            }
            // A server that does not hold the question is not asked without a pause.
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS / 10);
        }
    }

    private static String state(String text) {
        String word = text.startsWith(FIELD) ? text.substring(FIELD.length()) : "";
        for (JobState known : JobState.values()) {
            if (known.word().equals(word.replace('-', '_').toLowerCase(Locale.ROOT))) {
                return known.word();
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no condition; expected something like state=succeeded");
    }
}
