package fieldlink.jobs.server.http;

import fieldlink.jobs.StoreException;
import fieldlink.jobs.server.Pages;
import fieldlink.jobs.server.ServerSettings;
import fieldlink.jobs.server.access.Caller;
import fieldlink.jobs.server.json.BadRequest;
import io.undertow.io.IoCallback;
import io.undertow.io.Receiver;
import io.undertow.io.Sender;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/** From bytes to a {@link Request}, and from an {@link Answer} back to bytes. No thread waits in between. */
final class ApiHandler implements HttpHandler {
    private static final System.Logger LOG = System.getLogger(ApiHandler.class.getName());
    /** Nobody reads that answer; the metrics count it under the number that web servers have agreed on for it. */
    private static final int CALLER_GONE = 499;

    private static final HttpString CONTENT_TYPE_OPTIONS = HttpString.tryFromString("X-Content-Type-Options");
    private static final byte[] NO_BODY = {};

    private final Router router;
    private final Doorman doorman;
    private final ServerSettings settings;
    private final ServerMetrics metrics;
    private final HeldConnections held;

    ApiHandler(Router router, Doorman doorman, ServerSettings settings, ServerMetrics metrics, HeldConnections held) {
        this.router = router;
        this.doorman = doorman;
        this.settings = settings;
        this.metrics = metrics;
        this.held = held;
    }

    /** A request that found its route. */
    private record Routed(
            HttpServerExchange exchange,
            Route route,
            List<String> variables,
            Caller caller,
            String address,
            long beganNanos) {}

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        long began = System.nanoTime();
        String method = exchange.getRequestMethod().toString();
        Optional<List<String>> decoded = path(exchange.getRequestPath());
        if (decoded.isEmpty()) {
            send(exchange, Answer.router(400, "Bad Request"));
            return;
        }
        List<String> path = decoded.get();
        String pathToken = path.size() > 2 && path.get(0).equals("t") ? path.get(1) : null;
        List<String> inner = pathToken == null ? path : path.subList(2, path.size());
        Optional<Router.Match> match = router.find(method, inner);
        if (match.isEmpty()) {
            send(exchange, router.missing(method, inner));
            metrics.answered("none", exchange.getStatusCode(), System.nanoTime() - began);
            return;
        }
        Route route = match.get().route();
        Caller caller = doorman.caller(exchange, pathToken);
        Routed routed = new Routed(exchange, route, match.get().variables(), caller, doorman.address(exchange), began);
        Optional<Answer> refusal = doorman.refusal(caller, routed.address(), began)
                .or(() -> doorman.refusal(route.access(), caller, exchange));
        if (refusal.isPresent()) {
            finish(routed, refusal.get());
        } else {
            receive(routed);
        }
    }

    private void receive(Routed routed) {
        HttpServerExchange exchange = routed.exchange();
        if (exchange.isRequestComplete()) {
            exchange.dispatch(SameThreadExecutor.INSTANCE, () -> answer(routed, NO_BODY));
            return;
        }
        if (exchange.getRequestContentLength() > settings.limits().body()) {
            exchange.setPersistent(false);
            finish(routed, tooLarge());
            return;
        }
        XnioExecutor.Key slow = hangUpLater(exchange);
        exchange.getRequestReceiver()
                .receiveFullBytes(
                        (received, bytes) -> {
                            slow.remove();
                            received.dispatch(SameThreadExecutor.INSTANCE, () -> answer(routed, bytes));
                        },
                        (received, failure) -> {
                            slow.remove();
                            received.setPersistent(false);
                            boolean large = failure instanceof Receiver.RequestToLargeException;
                            finish(routed, large ? tooLarge() : Answer.error(400, "the body could not be read"));
                        });
    }

    private Answer tooLarge() {
        return Answer.error(413, "a body has at most " + settings.limits().body() + " bytes");
    }

    private void answer(Routed routed, byte[] bytes) {
        HttpServerExchange exchange = routed.exchange();
        CompletionStage<Answer> stage;
        try {
            stage = routed.route()
                    .endpoint()
                    .answer(new Request(exchange, routed.variables(), routed.caller(), routed.address(), bytes));
        } catch (RuntimeException e) {
            finish(routed, failed(e));
            return;
        }
        stage.whenComplete((answer, failure) -> {
            Answer last = failure == null ? answer : failed(failure);
            // Answers are sent by the thread that the connection belongs to, whoever found them.
            exchange.getIoThread().execute(() -> {
                held.release(exchange);
                finish(routed, last);
            });
        });
    }

    private void finish(Routed routed, Answer answer) {
        send(routed.exchange(), answer);
        long nanos = System.nanoTime() - routed.beganNanos();
        metrics.answered(routed.route().name(), answer.status(), nanos);
    }

    private Answer failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof BadRequest || cause instanceof IllegalArgumentException) {
            return Answer.error(400, String.valueOf(cause.getMessage()));
        }
        if (cause instanceof CancellationException) {
            return Answer.error(CALLER_GONE, "the caller hung up");
        }
        if (cause instanceof StoreException store) {
            // The store itself tells the operator, once.
            LOG.log(System.Logger.Level.DEBUG, "a request was refused: " + store.getMessage());
            return Answer.error(503, "nothing was done: " + store.status().reason())
                    .with("Retry-After", Long.toString(Duration.ofSeconds(5).toSeconds()));
        }
        LOG.log(System.Logger.Level.ERROR, "a request failed", cause);
        return Answer.error(500, "internal error");
    }

    boolean isRead(HttpServerExchange exchange) {
        return exchange.getRequestMethod().equals(Methods.GET)
                || exchange.getRequestMethod().equals(Methods.HEAD);
    }

    void show(HttpServerExchange exchange, Pages.Page page) {
        send(exchange, Answer.page(page));
    }

    void send(HttpServerExchange exchange, Answer answer) {
        byte[] bytes = answer.text().getBytes(StandardCharsets.UTF_8);
        exchange.setStatusCode(answer.status());
        HeaderMap headers = exchange.getResponseHeaders();
        headers.put(Headers.CONTENT_TYPE, answer.contentType());
        headers.put(CONTENT_TYPE_OPTIONS, "nosniff");
        if (answer.contentType().startsWith("text/html")) {
            protectPage(headers);
        } else if (!answer.headers().containsKey("Cache-Control")) {
            headers.put(Headers.CACHE_CONTROL, "no-store");
        }
        answer.headers().forEach((name, value) -> headers.put(HttpString.tryFromString(name), value));
        if (answer.status() == 204) {
            exchange.endExchange();
            return;
        }
        exchange.setResponseContentLength(bytes.length);
        EndOrHangUp end = new EndOrHangUp();
        exchange.getResponseSender().send(ByteBuffer.wrap(bytes), end);
        if (!end.over) {
            end.slow = hangUpLater(exchange);
        }
    }

    private XnioExecutor.Key hangUpLater(HttpServerExchange exchange) {
        return exchange.getIoThread()
                .executeAfter(
                        () -> IoUtils.safeClose(exchange.getConnection()),
                        settings.limits().patience().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private static void protectPage(HeaderMap headers) {
        headers.put(
                HttpString.tryFromString("Content-Security-Policy"),
                "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
        headers.put(HttpString.tryFromString("X-Frame-Options"), "DENY");
        headers.put(HttpString.tryFromString("Referrer-Policy"), "no-referrer");
    }

    /** The segments of a raw path, decoded; empty when they cannot be. A slash that is encoded separates nothing. */
    private static Optional<List<String>> path(String raw) {
        List<String> parts = new ArrayList<>();
        try {
            for (String part : raw.substring(Math.min(1, raw.length())).split("/", -1)) {
                boolean plain = part.indexOf('%') < 0 || part.contains("%2F") || part.contains("%2f");
                parts.add(plain ? part : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.of(parts);
    }

    /**
     * Ends an exchange when its answer is sent. A caller who takes it in too slowly loses the connection. Belongs to the
     * connection's own thread.
     */
    private static final class EndOrHangUp implements IoCallback {
        private boolean over;
        private XnioExecutor.@Nullable Key slow;

        @Override
        public void onComplete(HttpServerExchange exchange, @Nullable Sender sender) {
            end(exchange);
        }

        @Override
        public void onException(HttpServerExchange exchange, @Nullable Sender sender, IOException exception) {
            LOG.log(System.Logger.Level.DEBUG, "the caller is gone: " + exception.getMessage());
            end(exchange);
        }

        private void end(HttpServerExchange exchange) {
            over = true;
            if (slow != null) {
                slow.remove();
            }
            exchange.endExchange();
        }
    }
}
