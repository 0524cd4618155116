package fieldlink.jobs.robot.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The HTTP requests of one session that have not been answered yet, by number. */
final class HeldRequests {
    private final Map<Long, HttpServerExchange> exchanges = new HashMap<>();

    void hold(long request, HttpServerExchange exchange) {
        exchanges.put(request, exchange);
    }

    /** @return whether the request was held, and so was not answered */
    boolean forget(long request) {
        return exchanges.remove(request) != null;
    }

    void respond(long request, int status, String body) {
        HttpServerExchange exchange = exchanges.remove(request);
        if (exchange != null) {
            // On its connection's thread, so that nothing that the client sends next is read before its turn.
            if (exchange.isInIoThread()) {
                respond(exchange, status, body);
            } else {
                exchange.getIoThread().execute(() -> respond(exchange, status, body));
            }
        }
    }

    private static void respond(HttpServerExchange exchange, int status, String body) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=UTF-8");
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseSender().send(body, StandardCharsets.UTF_8);
    }
}
