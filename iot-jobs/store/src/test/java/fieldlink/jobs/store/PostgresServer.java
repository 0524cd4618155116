package fieldlink.jobs.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL of our own on a free port, from the machine's packages. Under root it runs as the user they made. */
public final class PostgresServer implements AutoCloseable {
    private final Path bin;
    private final Path home;
    private final int port;

    private PostgresServer(Path bin, Path home, int port) {
        this.bin = bin;
        this.home = home;
        this.port = port;
    }

    /** Skips the test when the package is missing, or fails it when that must not be. */
    public static PostgresServer start() {
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

    public PostgresJobStore.Access access(int connections) {
        return new PostgresJobStore.Access(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "fieldlink", "", connections);
    }

    public void launch() {
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

    /** Kills the process that serves one connection, as the kernel does when memory runs out; the others end with it. */
    public void killBackend() {
        try (Connection connection = DriverManager.getConnection(access(1).url(), "fieldlink", "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pid FROM pg_stat_activity"
                        + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() LIMIT 1")) {
            if (!row.next()) {
                throw new IllegalStateException("nobody is connected");
            }
            process(row.getLong(1)).destroyForcibly();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Kills the server itself; its other processes notice and end, which is waited for. */
    public void kill() {
        ProcessHandle server = process(pid());
        List<ProcessHandle> others = server.children().toList();
        server.destroyForcibly();
        for (ProcessHandle other : others) {
            other.onExit()
                    .completeOnTimeout(other, 10, TimeUnit.SECONDS)
                    .thenAccept(ProcessHandle::destroyForcibly)
                    .join();
        }
    }

    private long pid() {
        try (Stream<String> lines = Files.lines(home.resolve("data").resolve("postmaster.pid"))) {
            return Long.parseLong(lines.findFirst().orElseThrow().strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessHandle process(long pid) {
        return ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException("no process " + pid));
    }

    @Override
    public void close() {
        if (Files.exists(home.resolve("data").resolve("postmaster.pid"))
                && ProcessHandle.of(pid()).isPresent()) {
            halt();
        }
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
