package fieldlink.jobs.robot.host;

import fieldlink.jobs.robot.AuditLog;
import fieldlink.jobs.robot.CallOutcome;
import fieldlink.jobs.robot.Envelope;
import fieldlink.jobs.robot.ErrorCode;
import fieldlink.jobs.robot.ProjectStore;
import fieldlink.jobs.robot.RobotClient;
import fieldlink.jobs.robot.RobotCommand;
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
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One robot: its clients, its project, its brake. Every method returns at once and may be called from any thread;
 * answers come on a thread of the host's.
 */
public final class RobotHost implements AutoCloseable {
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
    private final Brake brake;
    private final ProjectSlot slot;
    private final CallLine line;
    private final Emergency emergency;
    private final Ledger ledger;
    private final ProjectLog log;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    private RobotHost(Ports ports, RobotSettings settings) {
        this.ports = ports;
        this.settings = settings;
        this.brake = new Brake(settings.emergencyHook(), ports.safeCommand());
        this.log = new ProjectLog(ports.clock(), mailbox, room::tell);
        this.slot = new ProjectSlot(
                new ProjectSlot.Wiring(mailbox, brake, settings, ports.clock()),
                ports.store(),
                ports.launchers(),
                new Hearing(),
                this::advance);
        this.line = new CallLine(mailbox, ports.clock(), settings, new Stage());
        this.ledger = new Ledger(ports.audit(), ports.clock(), counters);
        this.emergency =
                new Emergency(new ProjectSlot.Wiring(mailbox, brake, settings, ports.clock()), room, line, counters);
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
        mailbox.post(() -> admit(new Task(client, command, ports.clock().instant(), (task, envelope) -> {
            ledger.settled(task, envelope);
            answer.accept(envelope);
        })));
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
        mailbox.post(() -> answer.accept(snapshot()));
    }

    /** Stops the project and ends its worker; returns when that is done, or has taken too long. */
    @Override
    public void close() {
        mailbox.post(() -> slot.running()
                .ifPresentOrElse(project -> project.stop(true, settings.stopTimeout(), well -> shut()), this::shut));
        try {
            closed.get(settings.stopTimeout().toMillis() + SHUT_MILLIS, TimeUnit.MILLISECONDS);
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
    }

    private void beat() {
        slot.running().ifPresent(RunningProject::heartbeat);
        mailbox.after(HEARTBEAT, this::beat);
    }

    private void admit(Task task) {
        RobotClient client = task.client().orElseThrow();
        RobotCommand command = task.command();
        if (!client.account().role().covers(command.needs())) {
            task.answer(Envelope.error(
                    ErrorCode.NOT_ALLOWED,
                    "'" + command.event() + "' needs the role "
                            + command.needs().name().toLowerCase(Locale.ROOT)));
        } else if (command.needsSeat() && !room.isOperator(client)) {
            task.answer(Envelope.error(
                    ErrorCode.NOT_ALLOWED,
                    "only the operator may '" + command.event() + "'; send takeover to become the operator"));
        } else {
            perform(task, client);
        }
    }

    private void perform(Task task, RobotClient client) {
        RobotCommand command = task.command();
        if (command instanceof RobotCommand.Call
                || command instanceof RobotCommand.Start
                || command instanceof RobotCommand.Stop
                || command instanceof RobotCommand.Update
                || command instanceof RobotCommand.Rollback) {
            if (brake.isSet()) {
                task.answer(ProjectSlot.stopped());
            } else {
                line.add(task);
            }
        } else if (command instanceof RobotCommand.Cancel cancel) {
            cancel(task, cancel);
        } else if (command instanceof RobotCommand.Reset) {
            emergency.reset(task, slot::resume);
        } else if (command instanceof RobotCommand.Heartbeat heartbeat) {
            emergency.heartbeat(task, client, heartbeat);
        } else if (command instanceof RobotCommand.TakeOver) {
            room.takeOver(client);
            emergency.unwatch();
            task.answer(Envelope.success("you are the operator"));
        } else if (command instanceof RobotCommand.Release) {
            room.release();
            emergency.unwatch();
            task.answer(Envelope.success("you are an observer"));
        } else if (command instanceof RobotCommand.Versions) {
            versions(task);
        } else if (command instanceof RobotCommand.ReadLog read) {
            readLog(task, client, read);
        } else if (command instanceof RobotCommand.Status) {
            task.answer(Envelope.success("status", snapshot()));
        }
    }

    private void cancel(Task task, RobotCommand.Cancel cancel) {
        Optional<String> done = line.cancel(cancel.call());
        task.answer(done.map(what -> Envelope.success("the call was " + what))
                .orElseGet(() -> Envelope.error(
                        ErrorCode.INVALID_PARAMS,
                        cancel.call()
                                .map(id -> "no call with id '" + id + "' waits or runs")
                                .orElse("no call runs"))));
    }

    private void versions(Task task) {
        String current = slot.version().map(version -> version.id()).orElse("");
        slot.listVersions(versions -> {
            ObjectNode found = JsonNodeFactory.instance.objectNode();
            ArrayNode list = found.putArray("versions");
            versions.forEach(version -> list.addObject()
                    .put("id", version.id())
                    .put("type", version.type())
                    .put("uploaded", version.uploaded().toString())
                    .put("current", version.id().equals(current)));
            task.answer(Envelope.success("versions", found));
        });
    }

    private void readLog(Task task, RobotClient client, RobotCommand.ReadLog read) {
        ObjectNode found = JsonNodeFactory.instance.objectNode();
        ArrayNode lines = found.putArray("lines");
        log.since(read.since(), read.limit()).forEach(entry -> lines.add(Room.json(entry)));
        found.put("next", log.next());
        if (read.follow()) {
            room.follow(client);
        }
        task.answer(Envelope.success("log", found));
    }

    /** The contract of the original: when the operator leaves, the project's stop() runs. Here it has a deadline. */
    private void stopAfterLeaving() {
        if (brake.isSet() || slot.running().filter(RunningProject::isLoaded).isEmpty()) {
            return;
        }
        Task stop = new Task(null, new RobotCommand.Stop(), ports.clock().instant(), ledger::settled);
        line.add(stop);
        mailbox.after(LEAVE_GRACE, () -> {
            if (!stop.isAnswered() && !line.isIdle()) {
                slot.running().ifPresent(project -> stop(project, true, well -> {}));
            }
        });
    }

    /** Ends in rest: a project that cannot stop itself is ended, and the safe command does it. */
    private void stop(RunningProject project, boolean aside, Consumer<Boolean> done) {
        project.stop(aside, settings.stopTimeout(), well -> {
            if (!well && project.isAlive()) {
                counters.kills.increment();
                project.kill();
            }
            done.accept(well);
        });
    }

    private ObjectNode snapshot() {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        slot.describe(status);
        room.describe(status);
        status.put("waiting", line.size());
        emergency.describe(status);
        status.set("counters", counters.snapshot());
        return status;
    }

    /** Where the line's commands go. */
    private final class Stage implements CallLine.Stage {
        @Override
        public Optional<RunningProject> ready() {
            return slot.ready();
        }

        @Override
        public Optional<ObjectNode> refusal() {
            return slot.refusal();
        }

        @Override
        public boolean isSettled() {
            return slot.isSettled();
        }

        @Override
        public void runAlone(Task task, Runnable done) {
            Consumer<ObjectNode> answer = envelope -> {
                task.answer(envelope);
                done.run();
            };
            if (task.command() instanceof RobotCommand.Update update) {
                counters.uploads.increment();
                slot.update(update.base64(), answer);
            } else if (task.command() instanceof RobotCommand.Rollback rollback) {
                slot.rollback(rollback.version(), answer);
            } else if (task.command() instanceof RobotCommand.Stop) {
                slot.running()
                        .ifPresentOrElse(
                                project -> stop(project, false, well -> answer.accept(stopAnswer(well))),
                                () -> answer.accept(stopAnswer(true)));
            } else {
                slot.restart(answer);
            }
        }

        @Override
        public void killed() {
            counters.kills.increment();
        }

        private ObjectNode stopAnswer(boolean well) {
            return well
                    ? Envelope.success("用户线程已成功停止")
                    : Envelope.error(
                            ErrorCode.TIMED_OUT,
                            "stop() failed or did not end within "
                                    + settings.stopTimeout().toMillis() + " ms; see the project's log");
        }
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
