package fieldlink.jobs.robot.host;

import fieldlink.jobs.robot.Envelope;
import fieldlink.jobs.robot.ErrorCode;
import fieldlink.jobs.robot.ProjectStore;
import fieldlink.jobs.robot.ProjectStore.Unpacked;
import fieldlink.jobs.robot.ProjectVersion;
import fieldlink.jobs.robot.RobotSettings;
import fieldlink.jobs.robot.Worker;
import fieldlink.jobs.robot.rules.Backoff;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The project in force and its worker: started at boot, started again when it dies, exchanged for another version only
 * when that one has been loaded. Confined to the mailbox; disk and process starts happen on a thread beside it.
 */
final class ProjectSlot {
    private static final Logger LOG = System.getLogger(ProjectSlot.class.getName());

    private final Mailbox mailbox;
    private final Brake brake;
    private final ProjectStore store;
    private final List<Worker.Launcher> launchers;
    private final RobotSettings settings;
    private final InstantSource clock;
    private final RunningProject.Owner owner;
    private final Runnable changed;
    private final ExecutorService beside = Executors.newSingleThreadExecutor(body -> {
        Thread created = new Thread(body, "fieldlink-robot-projects");
        created.setDaemon(true);
        return created;
    });

    private @Nullable RunningProject current;
    private Optional<ProjectVersion> version = Optional.empty();
    /** Whether a worker is being started or will be at once: calls wait for it. */
    private boolean starting = true;

    /** Whether a process is just being started; a second one must not be. */
    private boolean launching;

    private boolean exchanging;
    private Backoff backoff;

    /** @param changed called when {@link #ready} or {@link #refusal} may answer differently */
    ProjectSlot(
            Wiring wiring,
            ProjectStore store,
            List<Worker.Launcher> launchers,
            RunningProject.Owner owner,
            Runnable changed) {
        this.mailbox = wiring.mailbox();
        this.brake = wiring.brake();
        this.settings = wiring.settings();
        this.clock = wiring.clock();
        this.store = store;
        this.launchers = List.copyOf(launchers);
        this.owner = owner;
        this.changed = changed;
        this.backoff = Backoff.started(clock.instant());
    }

    /** What the parts of a host share. */
    record Wiring(Mailbox mailbox, Brake brake, RobotSettings settings, InstantSource clock) {}

    void boot() {
        Consumer<Optional<ProjectVersion>> begin = found -> {
            version = found;
            if (found.isPresent() && !brake.isSet()) {
                start(found.get(), problem -> {});
            } else {
                starting = false;
                changed.run();
            }
        };
        beside(store::current, begin, problem -> begin.accept(Optional.empty()));
    }

    Optional<RunningProject> ready() {
        return Optional.ofNullable(current).filter(project -> project.isAlive() && !starting);
    }

    /** Whether no worker is on its way up, so that a command may start or replace one. */
    boolean isSettled() {
        return !starting && (current == null || current.isAlive() || current.hasEnded());
    }

    Optional<RunningProject> running() {
        return Optional.ofNullable(current).filter(RunningProject::isAlive);
    }

    /** Whether it is the project in force, alive or not, and not one that was tried out or replaced. */
    boolean isInForce(RunningProject project) {
        return project == current;
    }

    Optional<ProjectVersion> version() {
        return version;
    }

    Optional<ObjectNode> refusal() {
        if (brake.isSet()) {
            return Optional.of(stopped());
        }
        if (starting || exchanging || (current != null && !current.hasEnded())) {
            return Optional.empty();
        }
        return Optional.of(
                version.isEmpty()
                        ? Envelope.error(ErrorCode.NO_PROJECT, "项目未加载")
                        : Envelope.error(
                                ErrorCode.WORKER_LOST,
                                "the worker keeps dying; it is started again within "
                                        + backoff.delay().toSeconds() + " s"));
    }

    void describe(ObjectNode status) {
        status.put("project", version.map(ProjectVersion::id).orElse(""));
        status.put("worker", brake.isSet() ? "stopped" : ready().isPresent() ? "ready" : "down");
        status.put("loaded", running().filter(RunningProject::isLoaded).isPresent());
    }

    static ObjectNode stopped() {
        return Envelope.error(
                ErrorCode.STOPPED, "an emergency stop is in force; make sure the robot is safe, then send reset");
    }

    /** START: the first time loads, later begins afresh in the same worker. */
    void restart(Consumer<ObjectNode> answer) {
        Consumer<Optional<String>> loaded = problem -> answer.accept(
                problem.isEmpty()
                        ? Envelope.success("Python 项目启动成功")
                        : Envelope.error(ErrorCode.LOAD_FAILED, "项目启动失败"));
        if (running().isPresent()) {
            running().get().load(settings.loadTimeout(), loaded);
        } else if (version.isPresent()) {
            start(version.get(), loaded);
        } else {
            answer.accept(Envelope.error(ErrorCode.NO_PROJECT, "未找到项目，请先上传项目（UPDATE 命令）"));
        }
    }

    void update(String base64, Consumer<ObjectNode> answer) {
        beside(
                () -> store.unpack(base64),
                unpacked -> {
                    if (unpacked instanceof Unpacked.Refused refused) {
                        answer.accept(refused.error());
                    } else if (unpacked instanceof Unpacked.Accepted accepted) {
                        exchange(accepted.version(), true, answer);
                    }
                },
                problem -> answer.accept(Envelope.error(ErrorCode.UPLOAD_FAILED, "项目上传失败: " + problem)));
    }

    void rollback(Optional<String> id, Consumer<ObjectNode> answer) {
        beside(
                () -> store.find(id),
                found -> {
                    if (found.isPresent()) {
                        exchange(found.get(), false, answer);
                    } else {
                        answer.accept(Envelope.error(
                                ErrorCode.NO_PROJECT,
                                id.map(wanted -> "there is no version " + wanted)
                                                .orElse("there is no earlier version")
                                        + "; 'versions' lists those that are kept"));
                    }
                },
                problem -> answer.accept(Envelope.error(ErrorCode.INTERNAL_ERROR, problem)));
    }

    void listVersions(Consumer<List<ProjectVersion>> answer) {
        beside(store::versions, answer, problem -> answer.accept(List.of()));
    }

    /** A worker is gone; that of the project in force is started again. */
    void ended(RunningProject project, String reason) {
        if (project != current || starting || exchanging || brake.isSet()) {
            // Whoever starts or exchanges it, or resets the brake, sees to the next.
            changed.run();
            return;
        }
        LOG.log(
                Level.WARNING,
                "the worker of version {0} is gone: {1}",
                project.version().id(),
                reason);
        backoff = backoff.crashed(clock.instant());
        Duration delay = backoff.delay();
        starting = delay.isZero();
        mailbox.after(delay, this::startAgain);
        changed.run();
    }

    /** After an emergency stop was lifted. */
    void resume() {
        backoff = Backoff.started(clock.instant());
        startAgain();
    }

    void close() {
        running().ifPresent(RunningProject::kill);
        beside.shutdown();
    }

    private void startAgain() {
        boolean wanted =
                !exchanging && !launching && !brake.isSet() && running().isEmpty();
        if (wanted && version.isPresent()) {
            start(version.get(), problem -> {});
        } else if (running().isEmpty() && !launching) {
            starting = false;
        }
    }

    /** Makes a new worker the current one, whether its project loads or not. */
    private void start(ProjectVersion wanted, Consumer<Optional<String>> loaded) {
        starting = true;
        launching = true;
        launch(
                wanted,
                launched -> {
                    launching = false;
                    current = launched;
                    version = Optional.of(wanted);
                    backoff = backoff.restarted(clock.instant());
                    launched.load(settings.loadTimeout(), problem -> {
                        starting = false;
                        if (launched.hasEnded()) {
                            ended(launched, "it ended while it was started");
                        }
                        problem.ifPresent(text ->
                                LOG.log(Level.WARNING, "version {0} could not be loaded: {1}", wanted.id(), text));
                        loaded.accept(problem);
                        changed.run();
                    });
                },
                problem -> {
                    launching = false;
                    starting = false;
                    LOG.log(Level.ERROR, problem);
                    loaded.accept(Optional.of(problem));
                    changed.run();
                });
    }

    private void exchange(ProjectVersion next, boolean uploaded, Consumer<ObjectNode> answer) {
        boolean replaces = running().filter(RunningProject::isLoaded).isPresent();
        exchanging = true;
        // The robot has to stand still before other code takes it over.
        bringToRest(rested -> {
            if (settings.original() && uploaded) {
                switchTo(next, replaces, answer);
            } else {
                tryOut(next, uploaded, replaces, answer);
            }
        });
    }

    private void bringToRest(Consumer<Boolean> rested) {
        Optional<RunningProject> old = running();
        if (old.isEmpty()) {
            rested.accept(true);
            return;
        }
        old.get().stop(false, settings.stopTimeout(), well -> {
            if (!well) {
                old.get().kill();
                brake.secure(outcome -> {});
            }
            rested.accept(well);
        });
    }

    /** As the original: the upload counts as soon as it is unpacked, whether it can be loaded or not. */
    private void switchTo(ProjectVersion next, boolean replaces, Consumer<ObjectNode> answer) {
        beside(
                () -> {
                    store.activate(next);
                    return next;
                },
                active -> {
                    running().ifPresent(RunningProject::kill);
                    exchanging = false;
                    current = null;
                    version = Optional.of(active);
                    start(active, problem -> {});
                    answer.accept(accepted(active, replaces));
                },
                problem -> giveUp(next, true, problem, answer));
    }

    private void tryOut(ProjectVersion next, boolean uploaded, boolean replaces, Consumer<ObjectNode> answer) {
        launch(
                next,
                candidate -> candidate.load(settings.loadTimeout(), problem -> {
                    if (problem.isPresent()) {
                        candidate.kill();
                        giveUp(next, uploaded, problem.get(), answer);
                        return;
                    }
                    beside(
                            () -> {
                                store.activate(next);
                                return next;
                            },
                            active -> {
                                running().ifPresent(RunningProject::kill);
                                current = candidate;
                                version = Optional.of(active);
                                backoff = Backoff.started(clock.instant());
                                exchanging = false;
                                answer.accept(uploaded ? accepted(active, replaces) : rolledBack(active));
                                changed.run();
                            },
                            unwritten -> {
                                candidate.kill();
                                giveUp(next, uploaded, unwritten, answer);
                            });
                }),
                problem -> giveUp(next, uploaded, problem, answer));
    }

    private void giveUp(ProjectVersion next, boolean uploaded, String problem, Consumer<ObjectNode> answer) {
        exchanging = false;
        answer.accept(Envelope.error(ErrorCode.LOAD_FAILED, "项目启动失败: " + problem));
        if (uploaded) {
            beside(
                    () -> {
                        store.discard(next);
                        return next;
                    },
                    gone -> {},
                    left -> {});
        }
        startAgain();
        changed.run();
    }

    private static ObjectNode accepted(ProjectVersion version, boolean replaces) {
        String message = replaces ? "项目上传成功，Worker 将重启以清理模块缓存" : "项目上传成功";
        return Envelope.success(message, JsonNodeFactory.instance.objectNode().put("project_type", version.type()));
    }

    private static ObjectNode rolledBack(ProjectVersion version) {
        return Envelope.success(
                "version " + version.id() + " is in force",
                JsonNodeFactory.instance.objectNode().put("version", version.id()));
    }

    private void launch(ProjectVersion wanted, Consumer<RunningProject> launched, Consumer<String> failed) {
        RunningProject project = new RunningProject(wanted, mailbox, brake, owner);
        Optional<Worker.Launcher> launcher = launchers.stream()
                .filter(candidate -> candidate.type().equals(wanted.type()))
                .findFirst();
        if (launcher.isEmpty()) {
            failed.accept("nothing here runs projects of type " + wanted.type());
            return;
        }
        beside.execute(() -> {
            try {
                project.launch(launcher.get());
                mailbox.post(() -> launched.accept(project));
            } catch (RuntimeException broken) {
                mailbox.post(() -> failed.accept(String.valueOf(broken.getMessage())));
            }
        });
    }

    /** @param failed hears why the work could not be done; a disk may be full or gone */
    private <T> void beside(Supplier<T> work, Consumer<T> then, Consumer<String> failed) {
        beside.execute(() -> {
            try {
                T result = work.get();
                mailbox.post(() -> then.accept(result));
            } catch (RuntimeException broken) {
                LOG.log(Level.ERROR, "the project store failed", broken);
                mailbox.post(() -> failed.accept(String.valueOf(broken.getMessage())));
            }
        });
    }
}
