package fieldlink.cli.gateway.config;

import fieldlink.cli.Arg;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.cli.actuator.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the configuration is: {@code --config}, else the user's, else the machine's, else what works without one: the
 * radio and the job server.
 */
public final class ConfigPlace {
    private static final Path MACHINE = Path.of("/etc/fieldlink/fieldlink.yaml");
    private static final String WITHOUT_A_FILE = "ble: {}\njobs: {}\n";

    private final Arg<Path> file;

    public ConfigPlace(Syntax syntax) {
        file = syntax.option(
                "--config",
                "FILE",
                Path::of,
                "The configuration; else fieldlink/fieldlink.yaml of the user, else that of /etc, else defaults.");
    }

    /** The file that is read; empty when there is none. */
    public Optional<Path> find(Given given, Console console) {
        Optional<Path> named = file.find(given);
        if (named.isPresent()) {
            return named;
        }
        Path user = console.userFile("fieldlink.yaml");
        return Stream.of(user, MACHINE).filter(Files::exists).findFirst();
    }

    public LoadedConfig read(Given given, Console console) {
        Optional<Path> found = find(given, console);
        if (found.isEmpty()) {
            return parse(WITHOUT_A_FILE, Path.of("(no configuration)"), console);
        }
        try {
            return parse(Files.readString(found.get()), found.get(), console);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, found.get() + " cannot be read; is it there, and may this user read it?", e);
        }
    }

    /** @throws CommandFailure after all mistakes have been told */
    public GatewayConfig require(Given given, Console console) {
        LoadedConfig loaded = read(given, console);
        loaded.problems().forEach(console::remark);
        return loaded.config()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE, "the configuration has mistakes, listed above; nothing was started"));
    }

    /** @param name of the text, for complaints and relative paths */
    public static LoadedConfig parse(String text, Path name, Console console) {
        return ConfigReader.read(
                text, new ConfigReader.Surroundings(name, Places.state(console), console.environment()));
    }
}
