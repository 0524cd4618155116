package fieldlink.jobs.robot.host;

import fieldlink.jobs.robot.CallOutcome;
import fieldlink.jobs.robot.CallRequest;
import fieldlink.jobs.robot.LoadOutcome;
import fieldlink.jobs.robot.ProjectMethod;
import fieldlink.jobs.robot.ProjectVersion;
import fieldlink.jobs.robot.Worker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A version of the project with the worker that runs it. Brings what the worker says to the mailbox; all else is called
 * there.
 */
final class RunningProject implements Worker.Listener {
    /** How many pushes may wait for the mailbox; beyond that the worker's pipe fills and its pushes wait. */
    private static final int MAX_PUSHES_UNDERWAY = 10_000;
    /** A killed process whose end is not told by then is taken for ended: nobody may wait for it for ever. */
    private static final Duration DEATH = Duration.ofSeconds(20);

    /** What a host hears of its worker, in the mailbox, but for {@link #printed}. */
    interface Owner {
        void returned(RunningProject from, long id, CallOutcome outcome);

        void pushed(String event, Optional<JsonNode> payload);

        /** On the worker's own thread: there may be very many. */
        void printed(String line);

        void ended(RunningProject project, String reason);
    }

    private final ProjectVersion version;
    private final Mailbox mailbox;
    private final Brake brake;
    private final Owner owner;
    private final Map<Long, Consumer<Optional<String>>> loads = new HashMap<>();
    private final Map<Long, Consumer<Boolean>> stops = new HashMap<>();
    private final Semaphore pushRoom = new Semaphore(MAX_PUSHES_UNDERWAY);
    private volatile @Nullable Worker worker;
    private volatile boolean gone;
    private long lastId;
    private boolean loaded;
    private List<ProjectMethod> methods = List.of();
    private boolean doomed;
    private boolean ended;

    RunningProject(ProjectVersion version, Mailbox mailbox, Brake brake, Owner owner) {
        this.version = version;
        this.mailbox = mailbox;
        this.brake = brake;
        this.owner = owner;
    }

    /** Starts the worker; takes as long as a process takes to start, so not in the mailbox. */
    void launch(Worker.Launcher launcher) {
        Worker started = launcher.launch(version, this);
        worker = started;
        brake.watch(started);
        if (gone) {
            brake.ended(started);
        }
    }

    ProjectVersion version() {
        return version;
    }

    /** Whether the module was imported; a project that failed to load still has its worker. */
    boolean isLoaded() {
        return loaded && isAlive();
    }

    /** What the project offers since it was loaded last. */
    List<ProjectMethod> methods() {
        return methods;
    }

    /** Whether the worker takes commands; one that was killed does not, though it may not have ended yet. */
    boolean isAlive() {
        return worker != null && !ended && !doomed;
    }

    boolean hasEnded() {
        return ended;
    }

    /** @param done hears why the project could not be loaded; nothing when it could */
    void load(Duration deadline, Consumer<Optional<String>> done) {
        if (!isAlive()) {
            done.accept(Optional.of("its process ended"));
            return;
        }
        long id = ++lastId;
        loads.put(id, done);
        requireWorker().load(id);
        mailbox.after(deadline, () -> {
            if (loads.containsKey(id)) {
                kill();
                finishLoad(id, Optional.of("it was not loaded within " + deadline.toSeconds() + " s"));
            }
        });
    }

    void call(long id, CallRequest request) {
        requireWorker().call(id, request);
    }

    void cancel(long id) {
        requireWorker().cancel(id);
    }

    /** @param done hears whether stop() ended well within the deadline */
    void stop(boolean aside, Duration deadline, Consumer<Boolean> done) {
        if (!isAlive()) {
            done.accept(true);
            return;
        }
        long id = ++lastId;
        stops.put(id, done);
        requireWorker().stop(id, aside);
        mailbox.after(deadline, () -> finishStop(id, false));
    }

    void heartbeat() {
        if (isAlive()) {
            requireWorker().heartbeat();
        }
    }

    /** Returns at once: finding all that a worker has started takes longer than the mailbox has. */
    void kill() {
        kill(action -> {
            Thread killer = new Thread(action, "fieldlink-robot-kill");
            killer.setDaemon(true);
            killer.start();
        });
    }

    /** Returns when nothing of it is left; for a host that ends, and perhaps its Java with it. */
    void killAndWait() {
        kill(Runnable::run);
    }

    private void kill(Executor executor) {
        doomed = true;
        Worker target = worker;
        if (target != null) {
            executor.execute(target::kill);
            // A worker that was replaced has no part in an emergency stop that comes before its end was told.
            brake.ended(target);
            mailbox.after(DEATH, () -> finish("it was killed; its end was not seen"));
        }
    }

    @Override
    public void loaded(long id, LoadOutcome outcome) {
        mailbox.post(() -> {
            if (outcome instanceof LoadOutcome.Loaded done) {
                methods = done.methods();
                finishLoad(id, Optional.empty());
            } else if (outcome instanceof LoadOutcome.Failed failed) {
                methods = List.of();
                finishLoad(id, Optional.of(failed.problem()));
            }
        });
    }

    @Override
    public void returned(long id, CallOutcome outcome) {
        mailbox.post(() -> owner.returned(this, id, outcome));
    }

    @Override
    public void pushed(String event, Optional<JsonNode> payload) {
        try {
            // The mailbox blocks for nothing; one that does not come to a push for so long is closed.
            if (!pushRoom.tryAcquire(DEATH.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return;
        }
        mailbox.post(() -> {
            pushRoom.release();
            owner.pushed(event, payload);
        });
    }

    @Override
    public void stopped(long id, boolean well) {
        if (id == Brake.STOP_ID) {
            Worker target = worker;
            if (target != null) {
                brake.stopped(target, well);
            }
        } else {
            mailbox.post(() -> finishStop(id, well));
        }
    }

    @Override
    public void printed(String line) {
        owner.printed(line);
    }

    @Override
    public void alive() {
        // Said in answer to a heartbeat; that the pipe works both ways is all it means.
    }

    @Override
    public void ended(String reason) {
        gone = true;
        Worker target = worker;
        if (target != null) {
            brake.ended(target);
        }
        mailbox.post(() -> finish(reason));
    }

    private void finish(String reason) {
        if (ended) {
            return;
        }
        ended = true;
        Map.copyOf(stops).keySet().forEach(id -> finishStop(id, false));
        owner.ended(this, reason);
        Map.copyOf(loads).keySet().forEach(id -> finishLoad(id, Optional.of(reason)));
    }

    private void finishLoad(long id, Optional<String> problem) {
        Consumer<Optional<String>> waiting = loads.remove(id);
        if (waiting != null) {
            loaded = problem.isEmpty();
            waiting.accept(problem);
        }
    }

    private void finishStop(long id, boolean well) {
        Consumer<Boolean> waiting = stops.remove(id);
        if (waiting != null) {
            waiting.accept(well);
        }
    }

    private Worker requireWorker() {
        Worker started = worker;
        if (started == null) {
            throw new IllegalStateException("the worker of version " + version.id() + " was not launched");
        }
        return started;
    }
}
