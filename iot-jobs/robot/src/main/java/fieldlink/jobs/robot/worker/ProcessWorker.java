package fieldlink.jobs.robot.worker;

import fieldlink.jobs.robot.CallRequest;
import fieldlink.jobs.robot.Worker;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A worker that is a process. One thread writes its commands, so that nobody waits for a full pipe, one reads its
 * answers, one its log. Commands that stop or cancel overtake those that wait to be written.
 */
final class ProcessWorker implements Worker {
    private static final Logger LOG = System.getLogger(ProcessWorker.class.getName());
    private static final int MAX_LOG_LINE = 64 * 1024;
    private static final long FLOOD_BYTES = 64L << 20;
    private static final long FLOOD_WINDOW_MILLIS = 5_000;
    private static final long REAP_SECONDS = 10;
    private static final String END = "";

    private final ProcessTree tree;
    private final WorkerWire wire;
    private final Listener listener;
    private final int maxLine;
    private final BlockingDeque<String> commands = new LinkedBlockingDeque<>();
    /** Why the process was ended from this side. */
    private final AtomicReference<@Nullable String> verdict = new AtomicReference<>();

    ProcessWorker(ProcessTree tree, int maxLine, Listener listener) {
        this.tree = tree;
        this.maxLine = maxLine;
        this.wire = new WorkerWire(maxLine);
        this.listener = listener;
    }

    void start() {
        long pid = tree.root().pid();
        Thread log = thread("log-" + pid, this::readLog);
        thread("out-" + pid, this::write);
        thread("in-" + pid, () -> {
            try {
                readAnswers();
            } finally {
                end(log);
            }
        });
    }

    /** Tells a process that was started without a project which one it is for; to be called before anything else. */
    void enter(String directory) {
        commands.addLast(wire.project(directory));
    }

    @Override
    public void load(long id) {
        commands.addLast(wire.load(id));
    }

    @Override
    public void call(long id, CallRequest request) {
        commands.addLast(wire.call(id, request));
    }

    @Override
    public void cancel(long id) {
        commands.addFirst(wire.cancel(id));
    }

    @Override
    public void stop(long id, boolean aside) {
        String line = wire.stop(id, aside);
        if (aside) {
            commands.addFirst(line);
        } else {
            commands.addLast(line);
        }
    }

    @Override
    public void heartbeat() {
        String beat = wire.heartbeat();
        // One that reads nothing, because it is frozen, is to find one beat and not all of them.
        if (!beat.equals(commands.peekFirst())) {
            commands.addFirst(beat);
        }
    }

    @Override
    public void kill() {
        kill("it was killed");
    }

    private void kill(String reason) {
        verdict.compareAndSet(null, reason);
        commands.clear();
        commands.addFirst(END);
        tree.kill();
    }

    private void write() {
        try (OutputStream out = new BufferedOutputStream(tree.root().getOutputStream(), 64 * 1024)) {
            String line = commands.takeFirst();
            while (!line.equals(END)) {
                out.write(line.getBytes(StandardCharsets.UTF_8));
                if (commands.isEmpty()) {
                    out.flush();
                }
                line = commands.takeFirst();
            }
        } catch (IOException closed) {
            LOG.log(Level.DEBUG, "the worker takes no more commands: {0}", closed.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void readAnswers() {
        try {
            LineReader lines = new LineReader(tree.root().getInputStream(), maxLine, false);
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                wire.read(line.get(), listener);
            }
        } catch (IOException | RuntimeException broken) {
            // Too long a line, or not one of ours: user code that found the private pipe. Trust ends here.
            kill("it broke the protocol: " + broken.getMessage());
        }
    }

    private void readLog() {
        OutputMeter meter = new OutputMeter(FLOOD_BYTES, FLOOD_WINDOW_MILLIS);
        try {
            LineReader lines = new LineReader(tree.root().getErrorStream(), MAX_LOG_LINE, true);
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                listener.printed(line.get());
                long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
                if (meter.add(line.get().length() + 1L, now)) {
                    kill("it printed more than " + (FLOOD_BYTES >> 20) + " MiB within " + FLOOD_WINDOW_MILLIS / 1000
                            + " s");
                }
            }
        } catch (IOException closed) {
            LOG.log(Level.DEBUG, "the worker''s log ended: {0}", closed.getMessage());
        }
    }

    /** The answers have ended: so has the process, or it is of no more use. */
    private void end(Thread log) {
        String reason = "it ended";
        try {
            boolean exited = tree.root().waitFor(1, TimeUnit.SECONDS);
            // Its last words are in the log pipe, which descendants may hold open.
            tree.kill();
            log.join(TimeUnit.SECONDS.toMillis(1));
            commands.addFirst(END);
            if (exited || tree.root().waitFor(REAP_SECONDS, TimeUnit.SECONDS)) {
                reason = exitReason(tree.root().exitValue());
            }
            tree.root().getErrorStream().close();
        } catch (IOException closed) {
            LOG.log(Level.DEBUG, "the worker''s log was closed already: {0}", closed.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            // Whatever goes wrong with the remains, the host has to hear of the end, or it would wait for it for ever.
            String ours = verdict.get();
            listener.ended(ours == null ? reason : ours);
        }
    }

    private static String exitReason(int exit) {
        return exit > 128 ? "it died of signal " + (exit - 128) : "it exited with code " + exit;
    }

    private static Thread thread(String role, Runnable body) {
        Thread thread = new Thread(body, "fieldlink-robot-worker-" + role);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
