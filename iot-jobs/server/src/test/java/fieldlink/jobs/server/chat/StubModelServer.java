package fieldlink.jobs.server.chat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks the Responses API's real shapes on loopback, one prepared answer for each request. */
final class StubModelServer implements AutoCloseable {
    interface Script {
        void play(HttpExchange exchange) throws IOException;
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    final List<JsonNode> requests = Collections.synchronizedList(new ArrayList<>());
    final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());

    StubModelServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/responses", exchange -> {
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            requests.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            try (exchange) {
                scripts.remove().play(exchange);
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    StubModelServer then(Script script) {
        scripts.add(script);
        return this;
    }

    StubModelServer thenSays(String... pieces) {
        return then(exchange -> {
            begin(exchange);
            event(
                    exchange,
                    "{\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\",\"status\":\"in_progress\"}}");
            for (String piece : pieces) {
                event(
                        exchange,
                        "{\"type\":\"response.output_text.delta\",\"item_id\":\"msg_1\",\"output_index\":0,"
                                + "\"content_index\":0,\"delta\":" + JSON.writeValueAsString(piece) + "}");
            }
            completed(exchange);
        });
    }

    StubModelServer thenCalls(String tool, String arguments) {
        String item = "\"output_index\":0,\"item\":{\"type\":\"function_call\",\"id\":\"fc_1\",\"call_id\":\"call_1\","
                + "\"name\":\"" + tool + "\",\"arguments\":";
        return then(exchange -> {
            begin(exchange);
            event(exchange, "{\"type\":\"response.output_item.added\"," + item + "\"\"}}");
            event(
                    exchange,
                    "{\"type\":\"response.function_call_arguments.delta\",\"item_id\":\"fc_1\",\"delta\":\"{\"}");
            event(
                    exchange,
                    "{\"type\":\"response.output_item.done\"," + item + JSON.writeValueAsString(arguments) + "}}");
            completed(exchange);
        });
    }

    StubModelServer thenRefuses(int status, String message) {
        return then(exchange -> {
            byte[] body = ("{\"error\":{\"message\":\"" + message + "\",\"type\":\"error\",\"code\":null}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        });
    }

    static void begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
    }

    static void event(HttpExchange exchange, String data) throws IOException {
        String type = JSON.readTree(data).path("type").asString();
        exchange.getResponseBody()
                .write(("event: " + type + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    private static void completed(HttpExchange exchange) throws IOException {
        event(exchange, "{\"type\":\"response.completed\",\"response\":{\"id\":\"resp_1\",\"status\":\"completed\"}}");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
