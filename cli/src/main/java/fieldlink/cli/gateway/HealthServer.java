package fieldlink.cli.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.ExitCode;
import fieldlink.cli.gateway.config.GatewayConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** {@code /health} and {@code /metrics} over all parts, on one port; it answers while parts do not. */
final class HealthServer implements AutoCloseable {
    private static final Path MEMORY = Path.of("/proc/self/statm");
    private static final long PAGE = 4096;

    private final HttpServer server;
    private final ExecutorService executor;

    private HealthServer(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    static HealthServer start(GatewayConfig.Health where, Gateway gateway) {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(where.host()), where.port()), 16);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "cannot show health on " + where.host() + ":" + where.port() + " (" + e.getMessage()
                            + "); does a gateway run already? 'fieldlink status' tells; else set health.port",
                    e);
        }
        ExecutorService executor = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "fieldlink-gateway-health");
            thread.setDaemon(true);
            return thread;
        });
        long begin = System.nanoTime();
        server.setExecutor(executor);
        server.createContext("/health", exchange -> {
            List<PartReport> parts = gateway.reports();
            answer(
                    exchange,
                    HealthText.isWell(parts) ? 200 : 503,
                    "application/json",
                    HealthText.json(parts, since(begin)) + "\n");
        });
        server.createContext(
                "/metrics",
                exchange -> answer(
                        exchange,
                        200,
                        "text/plain; version=0.0.4; charset=utf-8",
                        HealthText.metrics(gateway.reports(), since(begin), residentBytes(), gateway.metrics())));
        server.start();
        return new HealthServer(server, executor);
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static long residentBytes() {
        try {
            return Long.parseLong(Files.readString(MEMORY).split(" ", -1)[1]) * PAGE;
        } catch (IOException e) {
            return 0;
        }
    }
}
