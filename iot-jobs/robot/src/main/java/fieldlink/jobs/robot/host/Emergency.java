package fieldlink.jobs.robot.host;

import fieldlink.jobs.robot.Envelope;
import fieldlink.jobs.robot.ErrorCode;
import fieldlink.jobs.robot.RobotClient;
import fieldlink.jobs.robot.RobotCommand;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Who may pull the brake, who hears of it, and how it is lifted. Only {@link #stop} is called outside the mailbox. */
final class Emergency {
    private static final Logger LOG = System.getLogger(Emergency.class.getName());
    private static final String EVENT = "estop";

    private final Mailbox mailbox;
    private final Brake brake;
    private final InstantSource clock;
    private final Duration defaultWindow;
    private final Room room;
    private final CallLine line;
    private final Counters counters;
    private final Ledger ledger;
    private final DeadMan deadMan;

    Emergency(Wiring wiring, Room room, CallLine line, Counters counters, Ledger ledger) {
        this.mailbox = wiring.mailbox();
        this.brake = wiring.brake();
        this.clock = wiring.clock();
        this.defaultWindow = wiring.settings().times().deadMan();
        this.room = room;
        this.line = line;
        this.counters = counters;
        this.ledger = ledger;
        this.deadMan = new DeadMan(mailbox, clock, this::operatorLost);
    }

    boolean isInForce() {
        return brake.isSet();
    }

    /** On the caller's thread, at once. */
    void stop(String who, String reason, Consumer<ObjectNode> answer) {
        Task task = Task.from(who, new RobotCommand.EmergencyStop(reason), clock.instant(), (done, envelope) -> {
            answer.accept(envelope);
            mailbox.post(() -> ledger.settled(done, envelope));
        });
        boolean first = brake.pull(who, reason, task.submitted(), report -> {
            LOG.log(Level.INFO, "the emergency stop of {0} came to: {1}", who, report);
            task.answer(Envelope.success("emergency stop", report));
        });
        if (first) {
            counters.emergencyStops.increment();
            LOG.log(Level.WARNING, "emergency stop by {0}: {1}", who, reason);
            mailbox.post(() -> announce(who, reason));
            return;
        }
        ObjectNode earlier = JsonNodeFactory.instance.objectNode();
        brake.pulled().ifPresent(pull -> earlier.put("by", pull.who()));
        task.answer(Envelope.success("the emergency stop was in force already", earlier));
    }

    void reset(Task task, Runnable resume) {
        if (!brake.isSet()) {
            task.answer(Envelope.success("no emergency stop was in force"));
            return;
        }
        if (!brake.release()) {
            task.answer(Envelope.error(ErrorCode.BUSY, "the emergency stop is still under way; try again"));
            return;
        }
        resume.run();
        room.push(
                EVENT,
                Optional.of(JsonNodeFactory.instance
                        .objectNode()
                        .put("active", false)
                        .put("by", task.who())));
        task.answer(Envelope.success("the emergency stop is lifted"));
    }

    void heartbeat(Task task, RobotClient client, RobotCommand.Heartbeat heartbeat) {
        Duration window = heartbeat.window().orElse(defaultWindow);
        if (window.isZero()) {
            deadMan.off();
        } else {
            deadMan.beat(client, window);
        }
        task.answer(Envelope.success("alive"));
    }

    /** The operator has left, or another has taken over. */
    void unwatch() {
        deadMan.off();
    }

    void describe(ObjectNode status) {
        status.put("dead_man", deadMan.isOn());
        brake.pulled().ifPresent(pull -> {
            ObjectNode stop = status.putObject("emergency_stop");
            stop.put("by", pull.who())
                    .put("reason", pull.reason())
                    .put("at", pull.at().toString());
            pull.report().ifPresent(report -> stop.set("report", report));
        });
    }

    private void operatorLost() {
        stop("host", "the operator's heartbeat is missing", report -> {});
    }

    private void announce(String who, String reason) {
        deadMan.off();
        line.failAll(ProjectSlot.stopped());
        room.push(
                EVENT,
                Optional.of(JsonNodeFactory.instance
                        .objectNode()
                        .put("active", true)
                        .put("by", who)
                        .put("reason", reason)));
    }
}
