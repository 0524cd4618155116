package fieldlink.jobs.robot.worker;

import fieldlink.jobs.robot.ProjectVersion;
import fieldlink.jobs.robot.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Runs Python projects under {@code host.py}, which lies in this package and needs nothing but Python 3.8. */
public final class PythonLauncher implements Worker.Launcher, AutoCloseable {
    private static final List<String> SCRIPTS = List.of("host.py", "fieldlink_offer.py");

    private final List<String> command;
    private final Path host;
    private final WorkerLimits limits;
    private final int maxLine;
    private final SpareProcess spare = new SpareProcess(this::start);

    /**
     * @param command the interpreter, with whatever is to stand before it ({@code unshare --pid ... python3})
     * @param home a directory of ours for the host script
     * @param maxLine the largest result or push, in bytes
     */
    public PythonLauncher(List<String> command, Path home, WorkerLimits limits, int maxLine) {
        this.command = List.copyOf(command);
        this.host = home.resolve("host.py");
        this.limits = limits;
        this.maxLine = maxLine;
        SCRIPTS.forEach(script -> unpack(script, home.resolve(script)));
    }

    private static void unpack(String script, Path file) {
        try (InputStream source = PythonLauncher.class.getResourceAsStream(script)) {
            if (source == null) {
                throw new IllegalStateException(script + " is missing from the jar; build it with Maven");
            }
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.copy(source, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write " + file + "; give the robot host a directory it may write", e);
        }
    }

    @Override
    public String type() {
        return "python";
    }

    @Override
    public Worker launch(ProjectVersion version, Worker.Listener listener) {
        try {
            ProcessWorker worker = new ProcessWorker(spare.take(), maxLine, listener);
            worker.enter(version.directory());
            worker.start();
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot start " + command.get(0) + "; install python3 or name the interpreter in the configuration",
                    e);
        }
    }

    /** Ends the process that was started for the next launch. */
    @Override
    public void close() {
        spare.close();
    }

    private ProcessTree start() throws IOException {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of("-u", host.toString(), limits.asJson()));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("PYTHONUTF8", "1");
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        return ProcessTree.start(builder);
    }
}
