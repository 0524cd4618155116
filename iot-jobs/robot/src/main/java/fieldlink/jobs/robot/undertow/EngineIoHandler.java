package fieldlink.jobs.robot.undertow;

import fieldlink.jobs.robot.engineio.EngineApplication;
import fieldlink.jobs.robot.engineio.EngineRequest;
import fieldlink.jobs.robot.engineio.EngineRequest.Refusal;
import fieldlink.jobs.robot.engineio.EngineSettings;
import fieldlink.jobs.robot.engineio.Handshake;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * An Engine.IO endpoint, to be mounted under its path ({@code /socket.io/}, {@code /engine.io/}) on any Undertow server.
 * Runs on the server's I/O threads and blocks none.
 */
public final class EngineIoHandler implements HttpHandler, AutoCloseable {
    private static final HttpString ALLOW_ORIGIN = new HttpString("Access-Control-Allow-Origin");
    private static final HttpString ALLOW_CREDENTIALS = new HttpString("Access-Control-Allow-Credentials");
    private static final HttpString ALLOW_METHODS = new HttpString("Access-Control-Allow-Methods");
    private static final HttpString ALLOW_HEADERS = new HttpString("Access-Control-Allow-Headers");
    private static final long FIRST_SOCKET = 0;

    private final EngineSettings settings;
    private final SessionRegistry sessions;
    private final Predicate<String> origins;

    /** @param origins which web pages may connect, by the value of their {@code Origin} header */
    public EngineIoHandler(EngineSettings settings, EngineApplication application, Predicate<String> origins) {
        this.settings = settings;
        this.origins = origins;
        this.sessions = new SessionRegistry(settings, application);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!admitOrigin(exchange)) {
            refuse(exchange, StatusCodes.FORBIDDEN, Refusal.FORBIDDEN);
            return;
        }
        EngineRequest request = EngineRequest.of(
                exchange.getRequestMethod().toString(),
                query(exchange, "EIO"),
                query(exchange, "transport"),
                query(exchange, "sid"),
                "websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst(Headers.UPGRADE)));
        if (request instanceof EngineRequest.Preflight) {
            exchange.setStatusCode(StatusCodes.NO_CONTENT).endExchange();
        } else if (request instanceof EngineRequest.Refused refused) {
            refuse(exchange, StatusCodes.BAD_REQUEST, refused.refusal());
        } else if (request instanceof EngineRequest.OpenPolling || request instanceof EngineRequest.OpenSocket) {
            open(exchange, request instanceof EngineRequest.OpenSocket);
        } else if (request instanceof EngineRequest.Poll poll) {
            sessions.find(poll.sid()).ifPresentOrElse(session -> hold(exchange, session), () -> unknown(exchange));
        } else if (request instanceof EngineRequest.Post post) {
            sessions.find(post.sid()).ifPresentOrElse(session -> read(exchange, session), () -> unknown(exchange));
        } else if (request instanceof EngineRequest.Upgrade upgrade) {
            Optional<LiveSession> session = sessions.find(upgrade.sid());
            if (session.isPresent()) {
                session.get().expectUpgrade();
                webSocket(exchange, (on, channel) -> session.get().upgrade(channel));
            } else {
                unknown(exchange);
            }
        }
    }

    /** Ends every session. */
    @Override
    public void close() {
        sessions.close();
    }

    private void open(HttpServerExchange exchange, boolean webSocket) throws Exception {
        if (sessions.isFull()) {
            refuse(exchange, StatusCodes.SERVICE_UNAVAILABLE, Refusal.FORBIDDEN);
            return;
        }
        Handshake handshake = handshake(exchange);
        if (webSocket) {
            webSocket(exchange, (on, channel) -> {
                LiveSession session = sessions.openSocket(handshake, FIRST_SOCKET);
                session.adopt(FIRST_SOCKET, channel);
                session.open();
            });
        } else {
            LiveSession session = sessions.openPolling(handshake);
            session.open();
            hold(exchange, session);
        }
    }

    /** A poll is answered when there is something to say, so its exchange has to outlive this call. */
    private static void hold(HttpServerExchange exchange, LiveSession session) {
        Executor itsThread = exchange.isInIoThread() ? SameThreadExecutor.INSTANCE : exchange.getIoThread();
        exchange.dispatch(itsThread, () -> session.poll(exchange));
    }

    private void read(HttpServerExchange exchange, LiveSession session) {
        // The server that this is mounted on may have a smaller limit for its own requests.
        exchange.setMaxEntitySize(settings.maxPayload());
        exchange.getRequestReceiver().setMaxBufferSize(settings.maxPayload());
        exchange.getRequestReceiver()
                .receiveFullString(
                        (received, body) ->
                                received.dispatch(SameThreadExecutor.INSTANCE, () -> session.post(received, body)),
                        (failed, failure) -> refuse(failed, StatusCodes.REQUEST_ENTITY_TOO_LARGE, Refusal.BAD_REQUEST),
                        StandardCharsets.UTF_8);
    }

    private static void webSocket(HttpServerExchange exchange, WebSocketConnectionCallback connected) throws Exception {
        new WebSocketProtocolHandshakeHandler(connected).handleRequest(exchange);
    }

    private static void unknown(HttpServerExchange exchange) {
        refuse(exchange, StatusCodes.BAD_REQUEST, Refusal.UNKNOWN_SESSION);
    }

    private static void refuse(HttpServerExchange exchange, int status, Refusal refusal) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseSender().send(refusal.body());
    }

    /** Browsers ask for these headers; the origin is echoed because a wildcard does not go with credentials. */
    private boolean admitOrigin(HttpServerExchange exchange) {
        String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
        if (origin == null) {
            return true;
        }
        if (!origins.test(origin)) {
            return false;
        }
        exchange.getResponseHeaders()
                .put(ALLOW_ORIGIN, origin)
                .put(ALLOW_CREDENTIALS, "true")
                .put(ALLOW_METHODS, "GET,POST,OPTIONS")
                .put(ALLOW_HEADERS, "Authorization,Content-Type")
                .put(Headers.VARY, "Origin");
        return true;
    }

    private static Handshake handshake(HttpServerExchange exchange) {
        Map<String, String> query = new HashMap<>();
        exchange.getQueryParameters().forEach((name, values) -> query.put(name, values.getFirst()));
        return new Handshake(
                exchange.getSourceAddress().getAddress().getHostAddress(),
                query,
                Optional.ofNullable(exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION)));
    }

    private static String query(HttpServerExchange exchange, String name) {
        Deque<String> values = exchange.getQueryParameters().get(name);
        return values == null || values.isEmpty() ? "" : values.getFirst();
    }
}
