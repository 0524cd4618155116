package fieldlink.jobs.robot.host;

import fieldlink.jobs.robot.RobotClient;
import fieldlink.jobs.robot.RobotCommand;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A command on its way through the host. It is answered exactly once. */
final class Task {
    private final @Nullable RobotClient client;
    private final RobotCommand command;
    private final Instant submitted;
    private final BiConsumer<Task, ObjectNode> answer;
    private boolean answered;

    /** @param client null when the host itself gives the command */
    Task(@Nullable RobotClient client, RobotCommand command, Instant submitted, BiConsumer<Task, ObjectNode> answer) {
        this.client = client;
        this.command = command;
        this.submitted = submitted;
        this.answer = answer;
    }

    Optional<RobotClient> client() {
        return Optional.ofNullable(client);
    }

    String who() {
        return client == null ? "host" : client.account().name();
    }

    RobotCommand command() {
        return command;
    }

    Instant submitted() {
        return submitted;
    }

    boolean isAnswered() {
        return answered;
    }

    void answer(ObjectNode envelope) {
        if (!answered) {
            answered = true;
            answer.accept(this, envelope);
        }
    }
}
