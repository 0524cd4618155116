package fieldlink.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a command sees of the outside: where results and remarks go, where input comes from, the environment.
 *
 * <p>Results go to {@link #out}, everything else to {@link #err}.
 */
public record Console(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, boolean json) {
    public Console {
        environment = Map.copyOf(environment);
    }

    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** A file of the user's own configuration, whether it is there or not. */
    public Path userFile(String name) {
        return variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .orElseGet(() -> Path.of(variable("HOME").orElse("/"), ".config"))
                .resolve("fieldlink")
                .resolve(name);
    }

    /** One result: a line of text, or of JSON under {@code --json}. */
    public void result(String line) {
        out.println(line);
    }

    /** A remark for the person at the terminal; never part of the result. */
    public void remark(String line) {
        err.println(line);
    }

    public Console withJson(boolean wanted) {
        return new Console(in, out, err, environment, wanted);
    }
}
