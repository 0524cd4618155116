package fieldlink.jobs.robot.host;

import fieldlink.jobs.robot.Envelope;
import fieldlink.jobs.robot.ErrorCode;
import fieldlink.jobs.robot.ProjectStore.Unpacked;
import fieldlink.jobs.robot.ProjectVersion;
import fieldlink.jobs.robot.RobotDevice;
import fieldlink.jobs.robot.RobotSettings;
import fieldlink.jobs.robot.rules.Backoff;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The project in force and its worker: started at boot, started again when it dies, exchanged for another version only
 * when that one has been loaded. Confined to the mailbox; disk and process starts happen on a thread beside it.
 */
final class ProjectSlot {
    private static final Logger LOG = System.getLogger(ProjectSlot.class.getName());

    /**
     * What is under way. Everything in STARTING and EXCHANGING has a deadline, and whichever way it ends, the slot is
     * SETTLED again; a worker that ends meanwhile is seen to then.
     */
    private enum Phase {
        /** Nothing: the worker runs, or waits to be started again, or there is none. */
        SETTLED,
        /** A worker for the version in force is being launched or loaded; calls wait for it. */
        STARTING,
        /** Another version is unpacked, tried out and put in force. */
        EXCHANGING
    }

    private final Mailbox mailbox;
    private final Brake brake;
    private final RobotSettings settings;
    private final InstantSource clock;
    private final Workshop workshop;
    private final Runnable changed;

    private @Nullable RunningProject current;
    private Optional<ProjectVersion> version = Optional.empty();
    private RobotDevice.Offer offer = RobotDevice.Offer.NOTHING;
    private Phase phase = Phase.STARTING;
    private Backoff backoff;

    /** @param changed called when {@link #ready}, {@link #refusal} or {@link #offer} may answer differently */
    ProjectSlot(Wiring wiring, Workshop workshop, Runnable changed) {
        this.mailbox = wiring.mailbox();
        this.brake = wiring.brake();
        this.settings = wiring.settings();
        this.clock = wiring.clock();
        this.workshop = workshop;
        this.changed = changed;
        this.backoff = Backoff.started(clock.instant());
    }

    void boot() {
        workshop.current(found -> {
            version = found;
            phase = Phase.SETTLED;
            startAgain();
            changed.run();
        });
    }

    Optional<RunningProject> ready() {
        return Optional.ofNullable(current).filter(project -> project.isAlive() && phase != Phase.STARTING);
    }

    /** Whether no worker is on its way up, so that a command may start or replace one. */
    boolean isSettled() {
        return phase == Phase.SETTLED && (current == null || current.isAlive() || current.hasEnded());
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

    /** What the project in force offers; its worker may be away for the moment. */
    RobotDevice.Offer offer() {
        return offer;
    }

    Optional<ObjectNode> refusal() {
        if (brake.isSet()) {
            return Optional.of(stopped());
        }
        if (phase != Phase.SETTLED || (current != null && !current.hasEnded())) {
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
        Optional<RunningProject> running = running();
        if (running.isPresent()) {
            running.get().load(settings.times().load(), problem -> {
                offerOf(running.get());
                loaded.accept(problem);
                changed.run();
            });
        } else if (version.isPresent()) {
            start(version.get(), loaded);
        } else {
            answer.accept(Envelope.error(ErrorCode.NO_PROJECT, "未找到项目，请先上传项目（UPDATE 命令）"));
        }
    }

    void update(String base64, Consumer<ObjectNode> answer) {
        phase = Phase.EXCHANGING;
        workshop.unpack(
                base64,
                unpacked -> {
                    if (unpacked instanceof Unpacked.Refused refused) {
                        keepOld(refused.error(), answer);
                    } else if (unpacked instanceof Unpacked.Accepted accepted) {
                        exchange(accepted.version(), true, answer);
                    }
                },
                problem -> keepOld(Envelope.error(ErrorCode.UPLOAD_FAILED, "项目上传失败: " + problem), answer));
    }

    void rollback(Optional<String> id, Consumer<ObjectNode> answer) {
        phase = Phase.EXCHANGING;
        workshop.find(
                id,
                found -> {
                    if (found.isPresent()) {
                        exchange(found.get(), false, answer);
                    } else {
                        String missing = id.map(wanted -> "there is no version " + wanted)
                                .orElse("there is no earlier version");
                        keepOld(
                                Envelope.error(
                                        ErrorCode.NO_PROJECT, missing + "; 'versions' lists those that are kept"),
                                answer);
                    }
                },
                problem -> keepOld(Envelope.error(ErrorCode.INTERNAL_ERROR, problem), answer));
    }

    void listVersions(Consumer<List<ProjectVersion>> answer) {
        workshop.list(answer);
    }

    /** A worker is gone; that of the project in force is started again. */
    void ended(RunningProject project, String reason) {
        if (project != current || phase != Phase.SETTLED || brake.isSet()) {
            // Whoever starts or exchanges it, or resets the brake, sees to the next.
            changed.run();
            return;
        }
        LOG.log(
                Level.WARNING,
                "the worker of version {0} is gone: {1}",
                project.version().id(),
                reason);
        startLater();
        changed.run();
    }

    /** After an emergency stop was lifted. */
    void resume() {
        backoff = Backoff.started(clock.instant());
        startAgain();
    }

    void close() {
        running().ifPresent(RunningProject::killAndWait);
        // So that its end is not taken for a crash.
        current = null;
        workshop.close();
    }

    private void startLater() {
        backoff = backoff.crashed(clock.instant());
        if (backoff.delay().isZero()) {
            startAgain();
        } else {
            mailbox.after(backoff.delay(), this::startAgain);
        }
    }

    private void startAgain() {
        if (phase == Phase.SETTLED && !brake.isSet() && running().isEmpty()) {
            version.ifPresent(wanted -> start(wanted, problem -> {}));
        }
    }

    /** Makes a new worker the current one, whether its project loads or not. */
    private void start(ProjectVersion wanted, Consumer<Optional<String>> loaded) {
        phase = Phase.STARTING;
        workshop.launch(
                wanted,
                launched -> {
                    current = launched;
                    backoff = backoff.restarted(clock.instant());
                    launched.load(settings.times().load(), problem -> {
                        problem.ifPresent(text ->
                                LOG.log(Level.WARNING, "version {0} could not be loaded: {1}", wanted.id(), text));
                        offerOf(launched);
                        phase = Phase.SETTLED;
                        if (launched.hasEnded()) {
                            ended(launched, "it ended while it was started");
                        }
                        loaded.accept(problem);
                        changed.run();
                    });
                },
                problem -> {
                    LOG.log(Level.ERROR, "version {0} could not be started: {1}", wanted.id(), problem);
                    phase = Phase.SETTLED;
                    startLater();
                    loaded.accept(Optional.of(problem));
                    changed.run();
                });
    }

    private void exchange(ProjectVersion next, boolean uploaded, Consumer<ObjectNode> answer) {
        boolean replaces = running().filter(RunningProject::isLoaded).isPresent();
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
        old.get().stop(false, settings.times().stop(), well -> {
            if (!well) {
                old.get().kill();
                brake.secure(outcome -> {});
            }
            rested.accept(well);
        });
    }

    /** As the original: the upload counts as soon as it is unpacked, whether it can be loaded or not. */
    private void switchTo(ProjectVersion next, boolean replaces, Consumer<ObjectNode> answer) {
        activate(next, answer, () -> {
            running().ifPresent(RunningProject::kill);
            current = null;
            version = Optional.of(next);
            phase = Phase.SETTLED;
            startAgain();
            answer.accept(ExchangeAnswer.accepted(next, replaces));
            changed.run();
        });
    }

    private void tryOut(ProjectVersion next, boolean uploaded, boolean replaces, Consumer<ObjectNode> answer) {
        Consumer<String> rejected = problem -> {
            if (uploaded) {
                workshop.discard(next);
            }
            keepOld(ExchangeAnswer.loadFailed(problem), answer);
        };
        workshop.launch(
                next,
                candidate -> candidate.load(settings.times().load(), problem -> {
                    if (problem.isPresent()) {
                        candidate.kill();
                        rejected.accept(problem.get());
                        return;
                    }
                    Consumer<ObjectNode> refused = error -> {
                        candidate.kill();
                        answer.accept(error);
                    };
                    activate(next, refused, () -> {
                        replaceBy(candidate);
                        answer.accept(
                                uploaded ? ExchangeAnswer.accepted(next, replaces) : ExchangeAnswer.rolledBack(next));
                        changed.run();
                    });
                }),
                rejected);
    }

    private void replaceBy(RunningProject candidate) {
        running().ifPresent(RunningProject::kill);
        current = candidate;
        version = Optional.of(candidate.version());
        offerOf(candidate);
        backoff = Backoff.started(clock.instant());
        phase = Phase.SETTLED;
        if (candidate.hasEnded()) {
            ended(candidate, "it ended while it was put in force");
        }
    }

    private void offerOf(RunningProject project) {
        offer = project.isLoaded()
                ? new RobotDevice.Offer(project.version().id(), project.methods())
                : RobotDevice.Offer.NOTHING;
    }

    private void activate(ProjectVersion next, Consumer<ObjectNode> refused, Runnable activated) {
        workshop.activate(next, activated, problem -> {
            version.ifPresent(workshop::activateAgain);
            keepOld(ExchangeAnswer.loadFailed(problem), refused);
        });
    }

    /** An exchange came to nothing; what was in force stays so. */
    private void keepOld(ObjectNode error, Consumer<ObjectNode> answer) {
        phase = Phase.SETTLED;
        startAgain();
        answer.accept(error);
        changed.run();
    }
}
