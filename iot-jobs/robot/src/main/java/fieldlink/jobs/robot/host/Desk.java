package fieldlink.jobs.robot.host;

import fieldlink.jobs.robot.Envelope;
import fieldlink.jobs.robot.ErrorCode;
import fieldlink.jobs.robot.RobotClient;
import fieldlink.jobs.robot.RobotCommand;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where clients' commands are admitted, and answered at once or put into the line. Confined to the mailbox. */
final class Desk {
    private final Room room;
    private final CallLine line;
    private final ProjectSlot slot;
    private final Emergency emergency;
    private final ProjectLog log;
    private final Counters counters;
    private final Offers offers;

    /** What the desk speaks for. */
    record Parts(Room room, CallLine line, ProjectSlot slot, Emergency emergency, ProjectLog log, Counters counters) {}

    Desk(Parts parts, Offers offers) {
        this.room = parts.room();
        this.line = parts.line();
        this.slot = parts.slot();
        this.emergency = parts.emergency();
        this.log = parts.log();
        this.counters = parts.counters();
        this.offers = offers;
    }

    void admit(Task task) {
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
        } else if (command.takesTurn()) {
            queue(task);
        } else {
            perform(task, client);
        }
    }

    /** Puts a command into the line, whoever gives it. */
    void queue(Task task) {
        if (emergency.isInForce()) {
            task.answer(ProjectSlot.stopped());
        } else {
            line.add(task);
        }
    }

    ObjectNode snapshot() {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        slot.describe(status);
        room.describe(status);
        status.put("waiting", line.size());
        emergency.describe(status);
        status.set("counters", counters.snapshot());
        return status;
    }

    private void perform(Task task, RobotClient client) {
        RobotCommand command = task.command();
        if (command instanceof RobotCommand.Cancel cancel) {
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
        } else if (command instanceof RobotCommand.Methods methods) {
            if (methods.follow()) {
                room.followMethods(client);
            }
            task.answer(Envelope.success("methods", Offers.json(offers.now())));
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
            room.followLog(client);
        }
        task.answer(Envelope.success("log", found));
    }
}
