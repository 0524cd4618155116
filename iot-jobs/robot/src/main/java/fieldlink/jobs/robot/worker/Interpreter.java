package fieldlink.jobs.robot.worker;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The interpreter behind a name. What is called {@code python3} may be a script that looks for the right one each time,
 * as with pyenv, and takes several times as long over it as the interpreter takes to start.
 */
final class Interpreter {
    private static final Logger LOG = System.getLogger(Interpreter.class.getName());
    private static final long PATIENCE_SECONDS = 10;

    private Interpreter() {}

    /** @param searchPath where commands are found, as in the environment's {@code PATH} */
    static Optional<Path> behind(String name, String searchPath) {
        Optional<Path> script = find(name, searchPath).filter(Interpreter::isScript);
        if (script.isEmpty()) {
            return Optional.empty();
        }
        try {
            return ask(script.get()).filter(Files::isExecutable);
        } catch (IOException unknown) {
            LOG.log(Level.DEBUG, "{0} does not tell its interpreter: {1}", name, unknown.getMessage());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private static Optional<Path> find(String name, String searchPath) {
        if (name.indexOf('/') >= 0) {
            return Optional.of(Path.of(name));
        }
        return Stream.of(searchPath.split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean isScript(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == '#' && in.read() == '!';
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static Optional<Path> ask(Path script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(script.toString(), "-c", "import sys; print(sys.executable)")
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectError(Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                return Optional.empty();
            }
            String said = new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8).strip();
            return said.isEmpty() ? Optional.empty() : Optional.of(Path.of(said));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
