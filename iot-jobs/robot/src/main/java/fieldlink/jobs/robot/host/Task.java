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
    private final String who;
    private final @Nullable RobotClient client;
    private final RobotCommand command;
    private final Instant submitted;
    private final BiConsumer<Task, ObjectNode> answer;
    private boolean answered;

    private Task(
            String who,
            @Nullable RobotClient client,
            RobotCommand command,
            Instant submitted,
            BiConsumer<Task, ObjectNode> answer) {
        this.who = who;
        this.client = client;
        this.command = command;
        this.submitted = submitted;
        this.answer = answer;
    }

    static Task of(RobotClient client, RobotCommand command, Instant submitted, BiConsumer<Task, ObjectNode> answer) {
        return new Task(client.account().name(), client, command, submitted, answer);
    }

    /** A command of somebody who is not in the room: a job, or the host itself. */
    static Task from(String who, RobotCommand command, Instant submitted, BiConsumer<Task, ObjectNode> answer) {
        return new Task(who, null, command, submitted, answer);
    }

    Optional<RobotClient> client() {
        return Optional.ofNullable(client);
    }

    String who() {
        return who;
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
