package fieldlink.jobs.server;

import fieldlink.jobs.store.PostgresJobStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A server on a PostgreSQL queue in a process of its own, so that it can be killed. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static ServerProcess start(PostgresJobStore.Access access, Path log) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerProcess.class.getName(),
                        access.url(),
                        access.user())
                .redirectError(log.toFile())
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = CompletableFuture.supplyAsync(
                        () -> said.lines().findFirst().orElse(""))
                .completeOnTimeout("", 60, TimeUnit.SECONDS)
                .join();
        if (line.isEmpty()) {
            process.destroyForcibly();
            throw new IOException("the server did not start; see " + log);
        }
        return new ServerProcess(process, Integer.parseInt(line));
    }

    /** Says its port, and works until it is killed or whoever started it is gone. */
    public static void main(String[] args) throws IOException {
        RunningServer server =
                RunningServer.on(PostgresJobStore.open(new PostgresJobStore.Access(args[0], args[1], "", 4)));
        System.out.println(server.address().getPort());
        int end = System.in.read();
        Runtime.getRuntime().halt(end);
    }

    int port() {
        return port;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("process " + process.pid() + " does not end");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
