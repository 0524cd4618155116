package fieldlink.cli.jobs;

import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.doctor.MachineClock;
import fieldlink.jobs.JobStore;
import fieldlink.jobs.Retention;
import fieldlink.jobs.StoreException;
import fieldlink.jobs.queue.Clockwork;
import fieldlink.jobs.queue.JobQueue;
import fieldlink.jobs.server.Chat;
import fieldlink.jobs.server.Panel;
import fieldlink.jobs.server.ServerSettings;
import fieldlink.jobs.server.access.Caller;
import fieldlink.jobs.server.access.Gatekeeper;
import fieldlink.jobs.server.chat.Assistant;
import fieldlink.jobs.server.chat.ChatDesk;
import fieldlink.jobs.server.chat.ModelSettings;
import fieldlink.jobs.server.chat.OpenAiResponses;
import fieldlink.jobs.server.chat.QueueJobs;
import fieldlink.jobs.server.dashboard.Dashboard;
import fieldlink.jobs.server.http.JobServer;
import fieldlink.jobs.store.SqliteJobStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A job server with everything that it needs, from the store to the port. */
public final class RunningServer {
    private static final System.Logger LOG = System.getLogger(RunningServer.class.getName());
    private static final int RENEW_SECONDS = 5;
    private static final int LOOK_AT_CLOCK_SECONDS = 10;
    private static final Duration BACKUP_EVERY = Duration.ofHours(24);
    private static final int FIRST_LOOK_MINUTES = 10;
    private static final int LOOK_MINUTES = 60;
    private static final int BACKUPS = 3;
    private static final int CONVERSATIONS = 16;
    private static final Duration MODEL_PATIENCE = Duration.ofMinutes(2);

    private final JobQueue queue;
    private final Gatekeeper gatekeeper;
    private final JobServer server;
    private final ScheduledExecutorService chores;
    private final List<Future<?>> repeated;

    private RunningServer(
            JobQueue queue,
            Gatekeeper gatekeeper,
            JobServer server,
            ScheduledExecutorService chores,
            List<Future<?>> repeated) {
        this.queue = queue;
        this.gatekeeper = gatekeeper;
        this.repeated = repeated;
        this.server = server;
        this.chores = chores;
    }

    /** @param panels further pages of the dashboard */
    public static RunningServer start(
            JobStore store, ServerSettings settings, Retention retention, List<Panel> panels, Console console) {
        MachineClock clock = new MachineClock();
        Clockwork clockwork = Clockwork.system().trusting(clock);
        JobQueue queue = new JobQueue(store, clockwork, retention).start();
        ScheduledExecutorService chores = Executors.newScheduledThreadPool(2, work -> {
            Thread thread = new Thread(work, "fieldlink-jobs-chores");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Gatekeeper gatekeeper = gatekeeper(queue, clockwork, chores, console);
            welcome(gatekeeper, settings, console);
            JobServer server = listen(queue, gatekeeper, settings, panels, console);
            return new RunningServer(queue, gatekeeper, server, chores, repeated(chores, gatekeeper, clock, store));
        } catch (RuntimeException e) {
            // Whoever starts anew must find the queue's directory free, and no thread left of this start.
            chores.shutdownNow();
            queue.close();
            throw e;
        }
    }

    private static JobServer listen(
            JobQueue queue, Gatekeeper gatekeeper, ServerSettings settings, List<Panel> panels, Console console) {
        JobServer.Parts parts = new JobServer.Parts(new Dashboard(panels), chat(queue, settings, console), panels);
        try {
            return JobServer.start(queue, gatekeeper, settings, parts);
        } catch (RuntimeException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "cannot listen on " + settings.host() + ":" + settings.port() + ": " + e.getMessage(),
                    e);
        }
    }

    private static List<Future<?>> repeated(
            ScheduledExecutorService chores, Gatekeeper gatekeeper, MachineClock clock, JobStore store) {
        List<Future<?>> repeated = new ArrayList<>();
        repeated.add(chores.scheduleWithFixedDelay(gatekeeper::renew, RENEW_SECONDS, RENEW_SECONDS, TimeUnit.SECONDS));
        repeated.add(chores.scheduleWithFixedDelay(clock::look, 0, LOOK_AT_CLOCK_SECONDS, TimeUnit.SECONDS));
        if (store instanceof SqliteJobStore sqlite) {
            // A machine that is switched off every night has its backups, too.
            repeated.add(chores.scheduleWithFixedDelay(
                    () -> backUp(sqlite), FIRST_LOOK_MINUTES, LOOK_MINUTES, TimeUnit.MINUTES));
        }
        return repeated;
    }

    /** Whom people talk to: OpenAI with a key, or a server of one's own without. */
    private static Chat chat(JobQueue queue, ServerSettings settings, Console console) {
        ModelSettings model = new ModelSettings(
                console.variable("OPENAI_BASE_URL").map(URI::create).orElse(ModelSettings.OPENAI),
                console.variable("OPENAI_API_KEY"),
                console.variable("OPENAI_MODEL").orElse(ModelSettings.DEFAULT_MODEL),
                MODEL_PATIENCE);
        if (!model.isComplete()) {
            return Chat.NOT_CONFIGURED;
        }
        HttpClient http = HttpClient.newBuilder().connectTimeout(MODEL_PATIENCE).build();
        Assistant assistant = new Assistant(
                new OpenAiResponses(model, http),
                new QueueJobs(queue),
                settings.limits().result(),
                InstantSource.system());
        ThreadPoolExecutor talkers =
                new ThreadPoolExecutor(0, CONVERSATIONS, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "fieldlink-jobs-chat");
                    thread.setDaemon(true);
                    return thread;
                });
        return new ChatDesk(assistant, talkers);
    }

    /** A backup that fails is tried again: a chore that throws would never be repeated. */
    private static void backUp(SqliteJobStore store) {
        try {
            if (!store.isBackedUp(BACKUP_EVERY)) {
                store.backUp(BACKUPS);
            }
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "there is no new backup: " + e.getMessage());
        }
    }

    /** For devices that live in this process. */
    public JobQueue queue() {
        return queue;
    }

    /** Whose token it is, when it is an operator's. */
    public Optional<String> operator(String token) {
        return gatekeeper.byToken(token) instanceof Caller.OfOperator operator
                ? Optional.of(operator.name())
                : Optional.empty();
    }

    /** In the text format of Prometheus. */
    public String metrics() {
        return server.metrics();
    }

    public int port() {
        return server.address().getPort();
    }

    /** Answers everybody who waits, finishes what is under way, and puts the queue away. */
    public void stop() {
        server.close();
        repeated.forEach(chore -> chore.cancel(false));
        chores.shutdownNow();
        queue.close();
    }

    private static Gatekeeper gatekeeper(
            JobQueue queue, Clockwork clockwork, ExecutorService hashing, Console console) {
        String secret = console.variable("FLASK_SECRET_KEY")
                .filter(value -> !value.equals("change-this-secret"))
                .orElse(null);
        return get(Gatekeeper.open(queue, clockwork.clock(), hashing, secret));
    }

    private static void welcome(Gatekeeper gatekeeper, ServerSettings settings, Console console) {
        Optional<String> legacyPassword = console.variable("APP_PASSWORD").filter(given -> settings.isLegacy());
        if (legacyPassword.isPresent()) {
            get(gatekeeper.setPassword(Gatekeeper.OPERATOR, legacyPassword.get(), "server"));
            return;
        }
        get(gatekeeper.bootstrap())
                .ifPresent(password -> console.remark("Nobody can log in yet. This password works once, for '"
                        + Gatekeeper.OPERATOR + "': " + password + "\nThen set one of your own: PUT /api/operators/"
                        + Gatekeeper.OPERATOR + "/password"));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
