package fieldlink.cli.jobs;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.LogLines;
import fieldlink.cli.Syntax;
import fieldlink.jobs.JobStore;
import fieldlink.jobs.Retention;
import fieldlink.jobs.StoreException;
import fieldlink.jobs.queue.MemoryJobStore;
import fieldlink.jobs.server.ServerSettings;
import fieldlink.jobs.server.ServerSettings.Limits;
import fieldlink.jobs.server.ServerSettings.Rates;
import fieldlink.jobs.store.PostgresJobStore;
import fieldlink.jobs.store.SqliteJobStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** {@code fieldlink jobs serve}: the job server in the foreground, until it is told to stop. */
final class ServeCommand implements Command {
    private static final int POSTGRES_CONNECTIONS = 8;

    private final Arg<String> host;
    private final Arg<Integer> port;
    private final Arg<Path> directory;
    private final Arg<String> postgres;
    private final Arg<Boolean> memory;
    private final Arg<Boolean> legacy;
    private final Arg<Boolean> behindTls;
    private final Arg<Integer> rate;

    ServeCommand(Syntax syntax) {
        syntax.examples(
                        "jobs serve",
                        "jobs serve --host 0.0.0.0 --data /var/lib/fieldlink/jobs",
                        "jobs serve --postgres jdbc:postgresql://db/jobs",
                        "jobs serve --legacy --memory")
                .details("The first start prints a password that works once. MAX_COMPLETED_JOBS, DEVICE_RESULT_TIMEOUT"
                        + " and FLASK_SECRET_KEY are honoured; FIELDLINK_JOBS_DB_USER and"
                        + " FIELDLINK_JOBS_DB_PASSWORD are for --postgres.");
        host = syntax.option("--host", "ADDRESS", text -> text, "127.0.0.1", "the address to listen on");
        port = syntax.option("--port", "PORT", Integer::parseInt, "5006", "the port to listen on; 0 for any");
        directory = syntax.option("--data", "DIR", Path::of, "where the queue is kept");
        postgres = syntax.option("--postgres", "URL", text -> text, "keep the queue in this database instead");
        memory = syntax.flag("--memory", "Keep the queue in memory: it ends with the server.");
        legacy = syntax.flag("--legacy", "No logins and no tokens: everybody may do everything.");
        behindTls = syntax.flag(
                "--behind-tls",
                "Everybody comes through a TLS proxy: cookies are marked so, and X-Forwarded-For is believed.");
        rate = syntax.option(
                "--rate",
                "N",
                Integer::parseInt,
                "requests per second that one device or operator may make; 0 for as many as come (500)");
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        LogLines.install(console);
        ServerSettings settings = settings(given, console);
        Retention retention = retention(console);
        JobStore store = store(given, console, retention);
        CountDownLatch stopped = new CountDownLatch(1);
        RunningServer server = RunningServer.start(store, settings, retention, List.of(), console);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.stop();
                            stopped.countDown();
                        },
                        "fieldlink-jobs-shutdown"));
        console.result("jobs at http://" + settings.host() + ":" + server.port() + "; Ctrl-C stops it");
        stopped.await();
        return ExitCode.DONE;
    }

    private ServerSettings settings(Given given, Console console) {
        ServerSettings.Mode mode = legacy.isSet(given) ? ServerSettings.Mode.LEGACY : ServerSettings.Mode.SECURE;
        Limits before = Limits.DEFAULT;
        Duration result = number(console, "DEVICE_RESULT_TIMEOUT")
                .map(seconds -> Duration.ofMillis(Math.round(seconds * 1_000)))
                .orElse(before.result());
        Rates rates = rate.find(given)
                .map(clients -> new Rates(Math.min(clients, Rates.DEFAULT.strangers()), clients))
                .orElse(before.rates());
        Limits limits = before.waiting(result).at(rates);
        return new ServerSettings(host.get(given), port.get(given), mode, behindTls.isSet(given), limits);
    }

    private static Retention retention(Console console) {
        return number(console, "MAX_COMPLETED_JOBS")
                .map(jobs -> new Retention(jobs.intValue(), Retention.DEFAULT.age()))
                .orElse(Retention.DEFAULT);
    }

    private static Optional<Double> number(Console console, String variable) {
        return console.variable(variable).map(text -> {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(variable + " is a number, not '" + text + "'", e);
            }
        });
    }

    private JobStore store(Given given, Console console, Retention retention) {
        try {
            if (memory.isSet(given)) {
                return new MemoryJobStore(retention);
            }
            Optional<String> database = postgres.find(given);
            if (database.isPresent()) {
                return PostgresJobStore.open(new PostgresJobStore.Access(
                        database.get(),
                        console.variable("FIELDLINK_JOBS_DB_USER").orElse("fieldlink"),
                        console.variable("FIELDLINK_JOBS_DB_PASSWORD").orElse(""),
                        POSTGRES_CONNECTIONS));
            }
            return SqliteJobStore.open(directory
                    .find(given)
                    .orElseGet(() -> stateDirectory(console).resolve("jobs")));
        } catch (StoreException e) {
            throw new CommandFailure(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    static Path stateDirectory(Console console) {
        Path state = console.variable("XDG_STATE_HOME")
                .map(Path::of)
                .orElseGet(() -> Path.of(console.variable("HOME").orElse("."), ".local", "state"));
        return state.resolve("fieldlink");
    }
}
