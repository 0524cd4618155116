package fieldlink.cli.jobs;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.LogLines;
import fieldlink.cli.Syntax;
import fieldlink.cli.ble.TimeSpan;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.agent.Agent;
import fieldlink.jobs.agent.AgentSettings;
import fieldlink.jobs.agent.Skill;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code fieldlink jobs agent}: this machine as a device, with programs that its owner allows as what it can do. */
final class AgentCommand implements Command {
    private static final System.Logger LOG = System.getLogger(AgentCommand.class.getName());
    private static final Duration ENDING = Duration.ofSeconds(5);

    private final ServerUrl server;
    private final Arg<Path> tokenFile;
    private final Arg<String> device;
    private final Arg<String> name;
    private final Arg<String> programs;
    private final Arg<Path> file;
    private final Arg<Duration> limit;
    private final Arg<Path> outbox;

    AgentCommand(Syntax syntax) {
        syntax.examples(
                        "jobs agent --device pi-1 --exec uptime=/usr/bin/uptime",
                        "jobs agent --exec 'led(times:int=5,colour:string?)[limit=10s]=/usr/local/bin/led --times {times}"
                                + " --colour={colour}'",
                        "jobs agent --server https://jobs.example --exec-file /etc/fieldlink/programs")
                .details(
                        "Only what --exec and --exec-file name is ever run, without a shell. An argument is int, float,"
                                + " bool or string; it stays within its word, and reaches the program as JSON on its"
                                + " standard input too. In brackets: idempotent (may be repeated after a crash),"
                                + " dangerous (chat asks first), limit=DURATION.",
                        "An operator lets the device in once: 'fieldlink jobs approve DEVICE' prints its token, which"
                                + " goes into FIELDLINK_JOBS_TOKEN or the --token-file.");
        server = new ServerUrl(syntax);
        tokenFile = syntax.option("--token-file", "FILE", Path::of, "a file with the device's token");
        device = syntax.option("--device", "ID", text -> text, "the device's id; the machine's name if not given");
        name = syntax.option("--name", "TEXT", text -> text, "what operators see beside the id");
        programs = syntax.options("--exec", "NAME=PROGRAM", text -> text, "a capability and the program behind it");
        file = syntax.option("--exec-file", "FILE", Path::of, "such lines, one each; # begins a comment");
        limit = syntax.option("--limit", "DURATION", TimeSpan::parse, "60s", "how long a program may run");
        outbox = syntax.option("--outbox", "DIR", Path::of, "where results wait until the server has them");
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException, IOException {
        List<Skill> skills = skills(given);
        AgentSettings settings = settings(given, console);
        Agent agent = new Agent(settings, skills);
        LogLines.install(console);
        CountDownLatch ended = new CountDownLatch(1);
        endWithTheProcess(Thread.currentThread(), ended);
        String known = skills.stream().map(skill -> skill.capability().name()).collect(Collectors.joining(", "));
        console.result(settings + " can " + known + "; Ctrl-C stops it");
        try {
            agent.run();
        } catch (InterruptedException asked) {
            // This is how it is told to stop.
            return ExitCode.DONE;
        } finally {
            ended.countDown();
        }
        return ExitCode.DONE;
    }

    /** A program under way is ended too, and its job reported when the agent runs again. */
    private static void endWithTheProcess(Thread working, CountDownLatch ended) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            working.interrupt();
                            try {
                                // Not for the thread: it waits in its turn for the process that is ending.
                                boolean inTime = ended.await(ENDING.toMillis(), TimeUnit.MILLISECONDS);
                                LOG.log(System.Logger.Level.DEBUG, () -> "stopped in time: " + inTime);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "fieldlink-jobs-agent-shutdown"));
    }

    private List<Skill> skills(Given given) throws IOException {
        List<String> lines = new ArrayList<>(programs.all(given));
        Optional<Path> listed = file.find(given);
        if (listed.isPresent()) {
            for (String line : Files.readAllLines(listed.get())) {
                if (!line.isBlank() && !line.strip().startsWith("#")) {
                    lines.add(line);
                }
            }
        }
        if (lines.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing is allowed to run here; name a program with --exec NAME=PROGRAM, or list them in --exec-file");
        }
        Duration standard = limit.get(given);
        return lines.stream().map(line -> ProgramLine.parse(line, standard)).toList();
    }

    private AgentSettings settings(Given given, Console console) throws IOException {
        DeviceId id = DeviceId.of(device.find(given).orElseGet(AgentCommand::hostName));
        Path folder = outbox.find(given)
                .orElseGet(() -> ServeCommand.stateDirectory(console)
                        .resolve("agent")
                        .resolve(id.value().replaceAll("[^A-Za-z0-9_-]", "_")));
        Map<String, String> description =
                name.find(given).map(text -> Map.of("display_name", text)).orElse(Map.of());
        return new AgentSettings(
                ServerUrl.of(server.base(given, console), ""),
                id,
                token(given, console),
                folder,
                description,
                AgentSettings.Pace.DEFAULT);
    }

    private Optional<String> token(Given given, Console console) throws IOException {
        Optional<Path> kept = tokenFile.find(given);
        if (kept.isEmpty()) {
            return console.variable("FIELDLINK_JOBS_TOKEN");
        }
        String token = Files.readString(kept.get()).strip();
        if (token.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, kept.get() + " is empty; it has to hold the device's token");
        }
        return Optional.of(token);
    }

    static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("this machine has no name; give the device one with --device", e);
        }
    }
}
