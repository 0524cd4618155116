package fieldlink.jobs.robot.host;

import fieldlink.jobs.robot.AuditLog;
import fieldlink.jobs.robot.CallRequest;
import fieldlink.jobs.robot.Envelope;
import fieldlink.jobs.robot.RobotCommand;
import java.time.Duration;
import java.time.InstantSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Counts every command once it is answered, and writes down those that do something. */
final class Ledger {
    private final AuditLog audit;
    private final InstantSource clock;
    private final Counters counters;

    Ledger(AuditLog audit, InstantSource clock, Counters counters) {
        this.audit = audit;
        this.clock = clock;
        this.counters = counters;
    }

    void settled(Task task, ObjectNode envelope) {
        boolean failed = Envelope.isError(envelope);
        if (failed) {
            counters.errors.increment();
        }
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        String action = task.command().event();
        if (task.command() instanceof RobotCommand.Call command) {
            counters.calls.increment();
            CallRequest call = command.call();
            arguments = call.args();
            action = action + " " + call.object().asString("?") + "."
                    + call.method().asString("?");
        } else if (task.command() instanceof RobotCommand.EmergencyStop stop) {
            arguments.put("reason", stop.reason());
        } else if (task.command().onlyLooks()) {
            return;
        }
        String result = failed ? envelope.path("error_code").asString("") : "ok";
        Duration took = Duration.between(task.submitted(), clock.instant());
        audit.write(new AuditLog.Entry(task.submitted(), task.who(), action, arguments, result, took));
    }
}
