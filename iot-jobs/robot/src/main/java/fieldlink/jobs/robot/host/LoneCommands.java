package fieldlink.jobs.robot.host;

import fieldlink.jobs.robot.Envelope;
import fieldlink.jobs.robot.ErrorCode;
import fieldlink.jobs.robot.RobotCommand;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** The commands that run alone in the line, done on the slot. Confined to the mailbox. */
final class LoneCommands implements CallLine.Stage {
    private final ProjectSlot slot;
    private final Counters counters;
    private final Duration stopTimeout;

    LoneCommands(ProjectSlot slot, Counters counters, Duration stopTimeout) {
        this.slot = slot;
        this.counters = counters;
        this.stopTimeout = stopTimeout;
    }

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

    /** Ends in rest: a project that cannot stop itself is ended, and the safe command does it. */
    void stop(RunningProject project, boolean aside, Consumer<Boolean> done) {
        project.stop(aside, stopTimeout, well -> {
            if (!well && project.isAlive()) {
                counters.kills.increment();
                project.kill();
            }
            done.accept(well);
        });
    }

    private ObjectNode stopAnswer(boolean well) {
        return well
                ? Envelope.success("用户线程已成功停止")
                : Envelope.error(
                        ErrorCode.TIMED_OUT,
                        "stop() failed or did not end within " + stopTimeout.toMillis() + " ms; see the project's log");
    }
}
