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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs Python projects under {@code host.py}, which lies in this package and needs nothing but Python 3.8. */
public final class PythonLauncher implements Worker.Launcher, AutoCloseable {
    private static final List<String> SCRIPTS = List.of("host.py", "fieldlink_offer.py");

    private final PythonSettings settings;
    private final Path host;
    private final int maxLine;
    private final VirtualEnvironments environments;
    private final SpareProcess spare;
    private @Nullable List<String> command;

    /**
     * @param home a directory of ours for the host script and for what projects require
     * @param maxLine the largest result or push, in bytes
     */
    public PythonLauncher(PythonSettings settings, Path home, int maxLine) {
        this.settings = settings;
        this.host = home.resolve("host.py");
        this.maxLine = maxLine;
        this.environments = new VirtualEnvironments(home.resolve("environments"), settings);
        this.spare = new SpareProcess(() -> start(command()));
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
            Optional<Path> own = environments.interpreter(Path.of(version.directory()), listener::printed);
            ProcessTree process = own.isPresent() ? start(settings.commandWith(own.get())) : spare.take();
            ProcessWorker worker = new ProcessWorker(process, maxLine, listener);
            worker.enter(version.directory());
            worker.start();
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot start " + settings.interpreter()
                            + "; install python3 or name the interpreter in the configuration",
                    e);
        }
    }

    /** Ends the process that was started for the next launch. */
    @Override
    public void close() {
        spare.close();
    }

    private synchronized List<String> command() {
        List<String> known = command;
        if (known == null) {
            known = Interpreter.behind(settings.interpreter(), System.getenv().getOrDefault("PATH", ""))
                    .map(settings::commandWith)
                    .orElse(settings.command());
            command = known;
        }
        return known;
    }

    private ProcessTree start(List<String> wanted) throws IOException {
        List<String> line = new ArrayList<>(wanted);
        line.addAll(List.of("-u", host.toString(), settings.limits().asJson()));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("PYTHONUTF8", "1");
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        return ProcessTree.start(builder);
    }
}
