package fieldlink.jobs.robot.host;

import fieldlink.jobs.robot.Envelope;
import fieldlink.jobs.robot.ErrorCode;
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
final class ProjectSlot implements Exchange.Place {
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
    private final Exchange exchange;
    private final Runnable changed;

    private @Nullable RunningProject current;
    private Optional<ProjectVersion> version = Optional.empty();
    private RobotDevice.Offer offer = RobotDevice.Offer.NOTHING;
    private Phase phase = Phase.STARTING;
    private Backoff backoff;

    /**
     * @param tell hears of every step of an exchange
     * @param changed called when {@link #ready}, {@link #refusal} or {@link #offer} may answer differently
     */
    ProjectSlot(Wiring wiring, Workshop workshop, Consumer<String> tell, Runnable changed) {
        this.mailbox = wiring.mailbox();
        this.brake = wiring.brake();
        this.settings = wiring.settings();
        this.clock = wiring.clock();
        this.workshop = workshop;
        this.exchange = new Exchange(wiring, workshop, this, tell);
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

    @Override
    public Optional<RunningProject> running() {
        return Optional.ofNullable(current).filter(RunningProject::isAlive);
    }

    /** Whether it is the project in force, alive or not, and not one that was tried out or replaced. */
    boolean isInForce(RunningProject project) {
        return project == current;
    }

    @Override
    public Optional<ProjectVersion> version() {
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
        if (!exchange.step().isEmpty()) {
            status.put("exchange", exchange.step());
        }
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
        exchange.update(base64, answered(answer));
    }

    void rollback(Optional<String> id, Consumer<ObjectNode> answer) {
        phase = Phase.EXCHANGING;
        exchange.rollback(id, answered(answer));
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

    private Consumer<ObjectNode> answered(Consumer<ObjectNode> answer) {
        return envelope -> {
            answer.accept(envelope);
            changed.run();
        };
    }

    @Override
    public void take(RunningProject candidate) {
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

    @Override
    public void take(ProjectVersion unloaded) {
        running().ifPresent(RunningProject::kill);
        current = null;
        version = Optional.of(unloaded);
        keep();
    }

    @Override
    public void keep() {
        phase = Phase.SETTLED;
        startAgain();
    }

    private void offerOf(RunningProject project) {
        offer = project.isLoaded()
                ? new RobotDevice.Offer(project.version().id(), project.methods())
                : RobotDevice.Offer.NOTHING;
    }
}
