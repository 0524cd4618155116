package fieldlink.jobs.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL of our own on a free port, from the machine's packages. Under root it runs as the user they made. */
final class PostgresServer implements AutoCloseable {
    private final Path bin;
    private final Path home;
    private final int port;

    private PostgresServer(Path bin, Path home, int port) {
        this.bin = bin;
        this.home = home;
        this.port = port;
    }

    /** Skips the test when the package is missing, or fails it when that must not be. */
    static PostgresServer start() {
        Optional<Path> bin = newestBin();
        String missing = "PostgreSQL is not installed: apt-get install postgresql";
        if (bin.isEmpty() && Boolean.getBoolean("fieldlink.it.required")) {
            throw new AssertionError(missing);
        }
        Assumptions.assumeTrue(bin.isPresent(), missing);
        try {
            Path home = Files.createTempDirectory(Path.of("/tmp"), "fieldlink-postgres-");
            PostgresServer server = new PostgresServer(bin.orElseThrow(), home, freePort());
            server.initialise();
            server.launch();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PostgresJobStore.Access access(int connections) {
        return new PostgresJobStore.Access(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "fieldlink", "", connections);
    }

    void launch() {
        run(
                bin.resolve("pg_ctl").toString(),
                "-D",
                home.resolve("data").toString(),
                "-o",
                "-p " + port + " -h 127.0.0.1 -k " + home,
                "-l",
                home.resolve("log").toString(),
                "-w",
                "-t",
                "60",
                "start");
    }

    void halt() {
        run(bin.resolve("pg_ctl").toString(), "-D", home.resolve("data").toString(), "-m", "immediate", "-w", "stop");
    }

    @Override
    public void close() {
        halt();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void initialise() {
        if (isRoot()) {
            execute(List.of("chown", "postgres", home.toString()));
        }
        run(
                bin.resolve("initdb").toString(),
                "-D",
                home.resolve("data").toString(),
                "-U",
                "fieldlink",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-instructions");
    }

    private void run(String... command) {
        List<String> line = new ArrayList<>();
        if (isRoot()) {
            // PostgreSQL refuses to run as root.
            line.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        line.addAll(List.of(command));
        execute(line);
    }

    private void execute(List<String> line) {
        try {
            Path log = Files.createTempFile("fieldlink-postgres", ".log");
            Process process = new ProcessBuilder(line)
                    .directory(Path.of("/tmp").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(line + ": " + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static Optional<Path> newestBin() {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(versions)) {
            return all.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
