package fieldlink.cli.jobs;

import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tokens that {@code jobs login} fetched, in a file that nobody else can read: a line for each server. */
final class KeptTokens {
    private final Path file;

    KeptTokens(Console console) {
        file = console.userFile("jobs-tokens");
    }

    Path file() {
        return file;
    }

    Optional<String> find(String server) {
        String own = server + " ";
        return lines().stream()
                .filter(line -> line.startsWith(own))
                .map(line -> line.substring(own.length()).strip())
                .findFirst();
    }

    void keep(String server, String token) {
        List<String> lines = others(server);
        lines.add(server + " " + token);
        write(lines);
    }

    void forget(String server) {
        write(others(server));
    }

    private List<String> others(String server) {
        List<String> lines = new ArrayList<>(lines());
        lines.removeIf(line -> line.startsWith(server + " "));
        return lines;
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "the kept tokens cannot be read: " + e.getMessage(), e);
        }
    }

    private void write(List<String> lines) {
        Path directory = file.resolveSibling(".");
        try {
            Files.createDirectories(directory);
            // Only for the user from its first moment on, and whole or not at all.
            Path fresh = Files.createTempFile(
                    directory,
                    "jobs-tokens",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, lines);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "the token cannot be kept in " + file + ": " + e.getMessage(), e);
        }
    }
}
