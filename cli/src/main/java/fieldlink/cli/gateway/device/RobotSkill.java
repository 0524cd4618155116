package fieldlink.cli.gateway.device;

import fieldlink.cli.gateway.equipment.Handle;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.agent.Arguments;
import fieldlink.jobs.agent.Skill;
import fieldlink.jobs.robot.CallRequest;
import fieldlink.jobs.robot.Envelope;
import fieldlink.jobs.robot.RobotDevice;
import fieldlink.jobs.robot.serve.RobotServer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code robot.call}: a method of the robot project in force, in its turn. */
final class RobotSkill {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Handle<RobotServer> robot;

    RobotSkill(Handle<RobotServer> robot) {
        this.robot = robot;
    }

    Skill skill() {
        return new Form("robot.call", "Calls a method of the robot project.")
                .text("object", "As in robot_controller")
                .text("method", "As in get_status")
                .object("args", "The method's arguments by name")
                .dangerous(LIMIT, (arguments, progress) -> call(arguments));
    }

    private JsonText call(Arguments arguments) throws InterruptedException, TimeoutException, ExecutionException {
        JsonNode args = JSON.readTree(arguments.json().text()).path("args");
        ObjectNode given = args instanceof ObjectNode object ? object : JSON.createObjectNode();
        String name = "job-" + UUID.randomUUID();
        RobotDevice host = robot.get().host();
        CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
        host.call(
                "job",
                CallRequest.of(arguments.text("object"), arguments.text("method"), given)
                        .named(name)
                        .within(LIMIT),
                answer::complete);
        try {
            ObjectNode envelope = answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (Envelope.isError(envelope)) {
                throw new IllegalStateException(envelope.path("error_code").asString("") + " "
                        + envelope.path("message").asString(""));
            }
            return JsonText.of(envelope.toString());
        } catch (InterruptedException e) {
            host.cancel(name);
            throw e;
        }
    }
}
