package fieldlink.jobs.agent;

import fieldlink.jobs.JobResult;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One job at work: the handler on the worker thread, heartbeats beside it, an end in any case. */
final class JobRun {
    private static final System.Logger LOG = System.getLogger(JobRun.class.getName());

    private final Assignment assignment;
    private final ServerLink server;
    private final Duration heartbeat;
    private volatile boolean cancelled;
    private volatile @Nullable Progress said;

    JobRun(Assignment assignment, ServerLink server, Duration heartbeat) {
        this.assignment = assignment;
        this.server = server;
        this.heartbeat = heartbeat;
    }

    /** Runs to the end: done, failed, cancelled or out of time. */
    JobResult on(Worker worker, Skill skill) throws InterruptedException {
        Future<JsonText> work =
                worker.submit(() -> skill.handler().handle(Arguments.of(assignment.args()), progress()));
        long deadline = System.nanoTime() + skill.limit().toNanos();
        try {
            while (true) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return failed("took longer than " + skill.limit());
                }
                try {
                    return JobResult.success(work.get(Math.min(left, heartbeat.toNanos()), TimeUnit.NANOSECONDS));
                } catch (TimeoutException e) {
                    beat();
                    if (cancelled) {
                        return failed("cancelled");
                    }
                }
            }
        } catch (ExecutionException e) {
            return failed(reason(e.getCause()));
        } finally {
            work.cancel(true);
        }
    }

    private JobProgress progress() {
        return new JobProgress() {
            @Override
            public void say(int percent, String message) {
                said = new Progress(Math.max(0, Math.min(100, percent)), shortened(message));
            }

            @Override
            public boolean isCancelled() {
                return cancelled;
            }
        };
    }

    private void beat() throws InterruptedException {
        try {
            boolean wanted = server.heartbeat(assignment, said);
            cancelled |= !wanted;
        } catch (IOException e) {
            // The lease outlasts a few lost heartbeats; the result is kept until it can be sent.
            LOG.log(System.Logger.Level.DEBUG, () -> "no heartbeat for " + assignment.job() + ": " + e);
        }
    }

    private static String shortened(String message) {
        return message.length() <= Progress.LONGEST_MESSAGE ? message : message.substring(0, Progress.LONGEST_MESSAGE);
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause == null) {
            return "failed";
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }

    static JobResult failed(String why) {
        return JobResult.failure(JsonText.of(OutcomeJson.quoted(why)));
    }
}
