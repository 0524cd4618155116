package fieldlink.jobs.robot.host;

import fieldlink.jobs.robot.CallOutcome;
import fieldlink.jobs.robot.CallRequest;
import fieldlink.jobs.robot.Envelope;
import fieldlink.jobs.robot.ErrorCode;
import fieldlink.jobs.robot.RobotClient;
import fieldlink.jobs.robot.RobotCommand;
import fieldlink.jobs.robot.RobotSettings;
import fieldlink.jobs.robot.rules.CallAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Commands in the order in which they came. Calls go to the worker a few ahead, which runs them one by one; whatever
 * else there is runs alone. Confined to the mailbox.
 */
final class CallLine {
    /** Enough to keep a worker busy over the pipe's way there and back. */
    private static final int WINDOW = 8;

    /** Where calls go. */
    interface Stage {
        /** The project that takes calls now; empty while it is being started. */
        Optional<RunningProject> ready();

        /** Why no call can be taken at all, nor soon. */
        Optional<ObjectNode> refusal();

        /** Whether a command that is no call may run now. */
        boolean isSettled();

        /**
         * Runs a command that is no call.
         *
         * @param done to be called when the next may run
         */
        void runAlone(Task task, Runnable done);

        /** A call did not let itself be interrupted. */
        void killed();
    }

    /** A call that the worker has. The first one is running; those behind it have not begun. */
    private static final class Sent {
        private final Task task;
        private final CallRequest request;
        private final RunningProject project;
        private Optional<ObjectNode> verdict = Optional.empty();

        Sent(Task task, CallRequest request, RunningProject project) {
            this.task = task;
            this.request = request;
            this.project = project;
        }

        String method() {
            return request.object().asString(request.object().toString()) + "."
                    + request.method().asString(request.method().toString());
        }
    }

    private final Mailbox mailbox;
    private final InstantSource clock;
    private final RobotSettings settings;
    private final CallAnswer answers;
    private final Stage stage;
    private final Deque<Task> waiting = new ArrayDeque<>();
    private final Map<Long, Sent> sent = new LinkedHashMap<>();
    private boolean alone;
    private long lastId;
    private Instant headStarted = Instant.EPOCH;
    private Instant armedFor = Instant.MAX;

    CallLine(Mailbox mailbox, InstantSource clock, RobotSettings settings, Stage stage) {
        this.mailbox = mailbox;
        this.clock = clock;
        this.settings = settings;
        this.answers = new CallAnswer(settings.original());
        this.stage = stage;
    }

    void add(Task task) {
        if (waiting.size() >= settings.maxQueued()) {
            task.answer(Envelope.error(
                    ErrorCode.BUSY, waiting.size() + " commands are waiting already; try again when some are done"));
            return;
        }
        waiting.addLast(task);
        advance();
    }

    int size() {
        return waiting.size() + sent.size();
    }

    boolean isIdle() {
        return sent.isEmpty() && !alone;
    }

    void advance() {
        while (!alone && !waiting.isEmpty()) {
            Task next = waiting.peekFirst();
            if (next.command() instanceof RobotCommand.Call process) {
                Optional<ObjectNode> refusal = stage.refusal();
                Optional<RunningProject> project = stage.ready();
                if (refusal.isEmpty() && (project.isEmpty() || sent.size() >= WINDOW)) {
                    return;
                }
                waiting.removeFirst();
                refusal.ifPresentOrElse(next::answer, () -> send(next, process.call(), project.orElseThrow()));
            } else {
                if (!sent.isEmpty() || !stage.isSettled()) {
                    return;
                }
                waiting.removeFirst();
                runAlone(next);
            }
        }
    }

    void returned(RunningProject from, long id, CallOutcome outcome) {
        Sent call = sent.get(id);
        if (call == null || call.project != from) {
            return;
        }
        sent.remove(id);
        boolean interrupted =
                outcome instanceof CallOutcome.Failed failed && failed.failure() == CallOutcome.Failure.CANCELLED;
        call.task.answer(interrupted ? call.verdict.orElseGet(() -> answers.to(outcome)) : answers.to(outcome));
        headStarted = clock.instant();
        arm();
        advance();
    }

    /** The worker is gone. The call that ran fails; those that it had not begun wait for the next worker. */
    void workerEnded(RunningProject project, String reason) {
        List<Sent> orphans =
                sent.values().stream().filter(call -> call.project == project).toList();
        sent.values().removeAll(orphans);
        if (!orphans.isEmpty()) {
            Sent head = orphans.get(0);
            head.task.answer(head.verdict.orElseGet(() -> Envelope.error(
                    ErrorCode.WORKER_LOST, "执行 " + head.method() + "() 失败: the worker was lost: " + reason)));
            List<Sent> others = new ArrayList<>(orphans.subList(1, orphans.size()));
            Collections.reverse(others);
            others.forEach(call -> waiting.addFirst(call.task));
        }
    }

    /** Everything that waits or runs is answered with the error and forgotten. */
    void failAll(ObjectNode error) {
        List<Task> all = new ArrayList<>();
        sent.values().forEach(call -> all.add(call.task));
        all.addAll(waiting);
        sent.clear();
        waiting.clear();
        all.forEach(task -> task.answer(error.deepCopy()));
    }

    /** The commands of a client that has left are not begun any more. */
    void dropWaitingOf(RobotClient client) {
        List<Task> dropped = take(task -> task.client().filter(client::equals).isPresent());
        dropped.forEach(task -> task.answer(Envelope.error(
                ErrorCode.CANCELLED,
                "the client left before its " + task.command().event() + " began")));
    }

    /** @return what was done about it, for the answer; empty when there is no such call */
    Optional<String> cancel(Optional<String> name) {
        if (name.isPresent()) {
            List<Task> dropped = take(task -> task.command() instanceof RobotCommand.Call process
                    && process.call().name().equals(name));
            if (!dropped.isEmpty()) {
                dropped.forEach(task ->
                        task.answer(Envelope.error(ErrorCode.CANCELLED, "the call was cancelled before it began")));
                return Optional.of("dropped");
            }
        }
        for (Map.Entry<Long, Sent> entry : sent.entrySet()) {
            Sent call = entry.getValue();
            if (name.isEmpty() || call.request.name().equals(name)) {
                interrupt(
                        entry.getKey(), call, Envelope.error(ErrorCode.CANCELLED, call.method() + "() was cancelled"));
                return Optional.of("interrupted");
            }
        }
        return Optional.empty();
    }

    private List<Task> take(Predicate<Task> wanted) {
        List<Task> taken = waiting.stream().filter(wanted).toList();
        waiting.removeAll(taken);
        return taken;
    }

    private void runAlone(Task task) {
        alone = true;
        stage.runAlone(
                task,
                () -> mailbox.post(() -> {
                    alone = false;
                    advance();
                }));
    }

    private void send(Task task, CallRequest request, RunningProject project) {
        long id = ++lastId;
        if (sent.isEmpty()) {
            headStarted = clock.instant();
        }
        sent.put(id, new Sent(task, request, project));
        project.call(id, request);
        arm();
    }

    /** The ladder: ask the code to end, and when it does not, end its process. */
    private void interrupt(long id, Sent call, ObjectNode verdict) {
        call.verdict = Optional.of(verdict);
        call.project.cancel(id);
        mailbox.after(settings.times().cancelGrace(), () -> {
            boolean isHead = !sent.isEmpty() && sent.keySet().iterator().next() == id;
            if (isHead && sent.get(id) == call) {
                stage.killed();
                call.project.kill();
            }
        });
    }

    /** Sees to it that somebody looks at the running call when its time is up. */
    private void arm() {
        head().ifPresent(head -> {
            Instant due = headStarted.plus(limit(head.getValue()));
            if (due.isBefore(armedFor)) {
                armedFor = due;
                mailbox.after(Duration.between(clock.instant(), due), this::check);
            }
        });
    }

    private void check() {
        armedFor = Instant.MAX;
        head().ifPresent(head -> {
            Sent call = head.getValue();
            Duration limit = limit(call);
            if (call.verdict.isPresent()) {
                return;
            }
            if (clock.instant().isBefore(headStarted.plus(limit))) {
                arm();
            } else {
                interrupt(
                        head.getKey(),
                        call,
                        Envelope.error(
                                ErrorCode.TIMED_OUT,
                                "执行 " + call.method() + "() 失败: it did not end within " + limit.toMillis() + " ms"));
            }
        });
    }

    private Optional<Map.Entry<Long, Sent>> head() {
        return sent.entrySet().stream().findFirst();
    }

    private Duration limit(Sent call) {
        Duration most = settings.times().execution();
        return call.request.timeout().filter(own -> own.compareTo(most) < 0).orElse(most);
    }
}
