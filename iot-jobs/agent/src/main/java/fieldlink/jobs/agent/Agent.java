package fieldlink.jobs.agent;

import fieldlink.jobs.Capability;
import fieldlink.jobs.JobResult;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A device at work. {@link #run} keeps it at work until it is interrupted: it registers when the server asks for it,
 * waits for jobs, runs one at a time, and reports every result exactly once, after a restart too.
 */
public final class Agent {
    private static final System.Logger LOG = System.getLogger(Agent.class.getName());
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final ServerLink server;
    private final Path folder;
    private final AgentSettings.Pace pace;
    private final Map<String, Skill> skills = new LinkedHashMap<>();
    private final Backoff backoff;

    /** A device of a server somewhere else. */
    public Agent(AgentSettings settings, List<Skill> skills) {
        this(
                new HttpLink(
                        settings,
                        HttpClient.newBuilder()
                                .connectTimeout(settings.pace().answer())
                                .build()),
                settings.outbox(),
                settings.pace(),
                skills);
    }

    /**
     * A device of whatever server the link leads to.
     *
     * @param outbox a folder for results that are not delivered yet; one per device
     */
    public Agent(ServerLink server, Path outbox, AgentSettings.Pace pace, List<Skill> skills) {
        this.server = server;
        this.folder = outbox;
        this.pace = pace;
        this.backoff = new Backoff(
                pace.shortestPause(),
                pace.longestPause(),
                () -> ThreadLocalRandom.current().nextDouble());
        for (Skill skill : skills) {
            if (this.skills.put(skill.capability().name(), skill) != null) {
                throw new IllegalArgumentException(
                        "two handlers for the capability '" + skill.capability().name() + "'");
            }
        }
    }

    /**
     * Works until the thread is interrupted.
     *
     * @throws IOException when the outbox cannot be used: a device that may forget results does not work at all
     */
    public void run() throws IOException, InterruptedException {
        Outbox outbox = Outbox.open(folder, server.device());
        boolean registered = false;
        try (Worker worker = new Worker()) {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    registered = (registered || register()) && work(outbox, worker);
                } catch (IOException e) {
                    // What comes back may be another server, or one that was put back to an older state.
                    registered = false;
                    pause("no word from the server", e);
                }
            }
        }
    }

    /** @return whether the server still knows the device */
    private boolean work(Outbox outbox, Worker worker) throws IOException, InterruptedException {
        send(outbox);
        if (worker.isBusy()) {
            // Two handlers at once is what nobody reckons with when motors are involved.
            pause("a handler goes on although its job is over; no other job is begun until it ends", null);
            return true;
        }
        return takeOne(outbox, worker);
    }

    private boolean register() throws IOException, InterruptedException {
        List<Capability> capabilities =
                skills.values().stream().map(Skill::capability).toList();
        ServerLink.Standing standing = server.register(capabilities);
        if (standing == ServerLink.Standing.WELCOME) {
            LOG.log(System.Logger.Level.INFO, () -> "registered as " + server.device());
            return true;
        }
        pause(server.device() + " is not approved yet; approve it on the server", null);
        return false;
    }

    /** @return whether the server still knows the device */
    private boolean takeOne(Outbox outbox, Worker worker) throws IOException, InterruptedException {
        ServerLink.Handed polled = server.poll(pace.poll());
        if (polled.standing() == ServerLink.Standing.UNKNOWN) {
            return false;
        }
        if (polled.standing() == ServerLink.Standing.NOT_APPROVED) {
            pause("the server does not let " + server.device() + " work; check its token and approval", null);
            return true;
        }
        backoff.succeeded();
        if (polled.assignment().isPresent()) {
            Assignment assignment = polled.assignment().get();
            outbox.begin(assignment);
            outbox.finish(assignment, perform(assignment, worker));
        }
        return true;
    }

    private JobResult perform(Assignment assignment, Worker worker) throws InterruptedException {
        Skill skill = skills.get(assignment.command());
        return skill == null
                ? JobRun.failed("this device cannot '" + assignment.command() + "'")
                : new JobRun(assignment, server, HEARTBEAT).on(worker, skill);
    }

    private void send(Outbox outbox) throws IOException, InterruptedException {
        for (Path result : outbox.results()) {
            Optional<Outcome> outcome = outbox.read(result);
            if (outcome.isPresent() && !server.report(outcome.get())) {
                throw new IOException("the server did not take a result");
            }
            outbox.sent(result);
        }
    }

    private void pause(String what, @Nullable IOException cause) throws InterruptedException {
        Duration pause = backoff.failed();
        LOG.log(
                System.Logger.Level.INFO,
                () -> what + (cause == null ? "" : " (" + cause.getMessage() + ")") + "; again in " + pause.toMillis()
                        + " ms");
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    }
}
