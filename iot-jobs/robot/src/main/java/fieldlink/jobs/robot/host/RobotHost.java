package fieldlink.jobs.robot.host;

import fieldlink.jobs.robot.AuditLog;
import fieldlink.jobs.robot.CallOutcome;
import fieldlink.jobs.robot.CallRequest;
import fieldlink.jobs.robot.Envelope;
import fieldlink.jobs.robot.ErrorCode;
import fieldlink.jobs.robot.ProjectStore;
import fieldlink.jobs.robot.RobotClient;
import fieldlink.jobs.robot.RobotCommand;
import fieldlink.jobs.robot.RobotDevice;
import fieldlink.jobs.robot.RobotSettings;
import fieldlink.jobs.robot.Role;
import fieldlink.jobs.robot.SafeCommand;
import fieldlink.jobs.robot.Worker;
import fieldlink.jobs.robot.rules.Seats;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One robot: its clients, its project, its brake. Every method returns at once and may be called from any thread;
 * answers come on a thread of the host's.
 */
public final class RobotHost implements RobotDevice, AutoCloseable {
    private static final Logger LOG = System.getLogger(RobotHost.class.getName());
    /** A call that still runs this long after its operator has left gets stop() beside it. */
    private static final Duration LEAVE_GRACE = Duration.ofSeconds(1);

    private static final long SHUT_MILLIS = 2000;
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    /** What a host is built on. */
    public record Ports(
            ProjectStore store,
            List<Worker.Launcher> launchers,
            SafeCommand safeCommand,
            AuditLog audit,
            InstantSource clock) {
        public Ports {
            launchers = List.copyOf(launchers);
        }
    }

    private final Ports ports;
    private final RobotSettings settings;
    private final Mailbox mailbox = new Mailbox();
    private final Counters counters = new Counters();
    private final Room room = new Room(counters);
    private final Offers offers = new Offers();
    private final Brake brake;
    private final ProjectSlot slot;
    private final LoneCommands alone;
    private final CallLine line;
    private final Emergency emergency;
    private final Ledger ledger;
    private final ProjectLog log;
    private final Desk desk;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    private RobotHost(Ports ports, RobotSettings settings) {
        this.ports = ports;
        this.settings = settings;
        this.brake = new Brake(settings.times().emergencyHook(), ports.safeCommand());
        this.log = new ProjectLog(ports.clock(), mailbox, room::tell);
        Wiring wiring = new Wiring(mailbox, brake, settings, ports.clock());
        this.slot = new ProjectSlot(
                wiring, new Workshop(wiring, ports.store(), ports.launchers(), new Hearing()), log::add, this::advance);
        this.alone = new LoneCommands(slot, counters, settings.times().stop());
        this.line = new CallLine(mailbox, ports.clock(), settings, alone);
        this.ledger = new Ledger(ports.audit(), ports.clock(), counters);
        this.emergency = new Emergency(wiring, room, line, counters, ledger);
        this.desk = new Desk(new Desk.Parts(room, line, slot, emergency, log, counters), offers);
        offers.watch(room::tellMethods);
    }

    /** Starts the project in force; calls that come before it is ready wait for it. */
    public static RobotHost open(Ports ports, RobotSettings settings) {
        RobotHost host = new RobotHost(ports, settings);
        host.mailbox.post(host.slot::boot);
        host.mailbox.after(HEARTBEAT, host::beat);
        return host;
    }

    /**
     * A client wants in.
     *
     * @param seated hears which seat it got; a refused one is not in the room
     */
    public void join(RobotClient client, Seats.Wish wish, Consumer<Seats.Seat> seated) {
        mailbox.post(() -> seated.accept(room.join(client, wish)));
    }

    /** A client has gone. When it drove, the robot is stopped. */
    public void leave(RobotClient client) {
        mailbox.post(() -> {
            if (room.leave(client)) {
                emergency.unwatch();
                line.dropWaitingOf(client);
                stopAfterLeaving();
            }
        });
    }

    /** @param answer hears the acknowledgement, once */
    public void submit(RobotClient client, RobotCommand command, Consumer<ObjectNode> answer) {
        if (command instanceof RobotCommand.EmergencyStop stop) {
            emergencyStop(client, stop.reason(), answer);
            return;
        }
        mailbox.post(() -> desk.admit(Task.of(
                client, command, ports.clock().instant(), (task, envelope) -> settled(task, envelope, answer))));
    }

    @Override
    public void watch(Consumer<Offer> watcher) {
        mailbox.post(() -> offers.watch(watcher));
    }

    @Override
    public void call(String who, CallRequest call, Consumer<ObjectNode> answer) {
        mailbox.post(() -> {
            Task task = Task.from(
                    who,
                    new RobotCommand.Call(call),
                    ports.clock().instant(),
                    (done, envelope) -> settled(done, envelope, answer));
            Optional<RobotClient> driver = room.operator().filter(sitting -> !settings.jobsWhileDriven());
            driver.ifPresentOrElse(
                    sitting -> task.answer(Envelope.error(
                            ErrorCode.NOT_ALLOWED,
                            sitting.account().name()
                                    + " drives the robot; try again when the operator's seat is free")),
                    () -> desk.queue(task));
        });
    }

    @Override
    public void cancel(String name) {
        mailbox.post(() -> line.cancel(Optional.of(name)));
    }

    /**
     * Queues behind nothing: acts on the caller's thread.
     *
     * @param answer hears the report when the robot is at rest
     */
    public void emergencyStop(RobotClient client, String reason, Consumer<ObjectNode> answer) {
        if (!settings.observersMayStop() && !client.account().role().covers(Role.OPERATOR)) {
            answer.accept(Envelope.error(ErrorCode.NOT_ALLOWED, "observers may not press the emergency stop here"));
            return;
        }
        emergency.stop(client.account().name(), reason, answer);
    }

    /** A snapshot for status pages and metrics. */
    public void status(Consumer<ObjectNode> answer) {
        mailbox.post(() -> answer.accept(desk.snapshot()));
    }

    /** Stops the project and ends its worker; returns when that is done, or has taken too long. */
    @Override
    public void close() {
        mailbox.post(() -> slot.running()
                .ifPresentOrElse(project -> project.stop(true, settings.times().stop(), well -> shut()), this::shut));
        try {
            closed.get(settings.times().stop().toMillis() + SHUT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            LOG.log(Level.ERROR, "the robot host did not close in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void shut() {
        line.failAll(Envelope.error(ErrorCode.WORKER_LOST, "the server is shutting down"));
        room.closeAll();
        slot.close();
        brake.close();
        mailbox.close();
        closed.complete(null);
    }

    private void advance() {
        line.advance();
        offers.show(slot.offer());
    }

    private void settled(Task task, ObjectNode envelope, Consumer<ObjectNode> answer) {
        ledger.settled(task, envelope);
        answer.accept(envelope);
    }

    private void beat() {
        slot.running().ifPresent(RunningProject::heartbeat);
        mailbox.after(HEARTBEAT, this::beat);
    }

    /** The contract of the original: when the operator leaves, the project's stop() runs. Here it has a deadline. */
    private void stopAfterLeaving() {
        if (brake.isSet() || slot.running().filter(RunningProject::isLoaded).isEmpty()) {
            return;
        }
        Task stop = Task.from("host", new RobotCommand.Stop(), ports.clock().instant(), ledger::settled);
        line.add(stop);
        mailbox.after(LEAVE_GRACE, () -> {
            if (!stop.isAnswered() && !line.isIdle()) {
                slot.running().ifPresent(project -> alone.stop(project, true, well -> {}));
            }
        });
    }

    /** What comes from workers. */
    private final class Hearing implements RunningProject.Owner {
        @Override
        public void returned(RunningProject from, long id, CallOutcome outcome) {
            line.returned(from, id, outcome);
        }

        @Override
        public void pushed(String event, Optional<JsonNode> payload) {
            room.push(event, payload);
        }

        @Override
        public void printed(String text) {
            log.add(text);
        }

        @Override
        public void ended(RunningProject project, String reason) {
            boolean inForce = slot.isInForce(project);
            line.workerEnded(project, reason);
            if (inForce && !brake.isSet()) {
                counters.crashes.increment();
                log.add("(the worker is gone: " + reason + ")");
                // It may have died between telling the robot to move and telling it to stop.
                brake.secure(outcome -> LOG.log(Level.INFO, "safe command after a lost worker: {0}", outcome.remark()));
            }
            slot.ended(project, reason);
        }
    }
}
