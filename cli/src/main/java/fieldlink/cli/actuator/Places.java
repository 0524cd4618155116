package fieldlink.cli.actuator;

import fieldlink.cli.Arg;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a bridge keeps its files and its socket. */
public final class Places {
    private final Arg<Path> socket;

    public Places(Syntax syntax) {
        socket = syntax.option(
                "--socket", "PATH", Path::of, "The bridge's socket; else actuator.sock in the state folder.");
    }

    public Path socket(Given given, Console console) {
        return socket.find(given).orElseGet(() -> state(console).resolve("actuator.sock"));
    }

    /** {@code $FIELDLINK_STATE}, else where the system or the user keeps state. */
    public static Path state(Console console) {
        Optional<String> own = console.variable("FIELDLINK_STATE");
        if (own.isPresent()) {
            return Path.of(own.get());
        }
        Optional<String> service = console.variable("STATE_DIRECTORY");
        if (service.isPresent()) {
            return Path.of(service.get());
        }
        Optional<String> user = console.variable("XDG_STATE_HOME");
        if (user.isPresent()) {
            return Path.of(user.get(), "fieldlink");
        }
        return console.variable("HOME")
                .map(home -> Path.of(home, ".local", "state", "fieldlink"))
                .orElse(Path.of("/var/lib/fieldlink"));
    }

    /** The named file, else the user's, else the machine's. */
    static Path config(Optional<Path> named, Console console) {
        if (named.isPresent()) {
            return named.get();
        }
        Path user = console.userFile("actuators.yaml");
        Path machine = Path.of("/etc/fieldlink/actuators.yaml");
        if (Files.exists(user)) {
            return user;
        }
        if (Files.exists(machine)) {
            return machine;
        }
        throw new CommandFailure(
                ExitCode.USAGE, "no configuration: neither " + user + " nor " + machine + " exists; use --config FILE");
    }
}
