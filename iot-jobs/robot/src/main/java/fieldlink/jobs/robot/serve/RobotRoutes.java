package fieldlink.jobs.robot.serve;

import fieldlink.jobs.robot.Account;
import fieldlink.jobs.robot.Accounts;
import fieldlink.jobs.robot.Envelope;
import fieldlink.jobs.robot.ErrorCode;
import fieldlink.jobs.robot.RobotClient;
import fieldlink.jobs.robot.host.RobotHost;
import fieldlink.jobs.robot.rules.Seats;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The few plain HTTP routes: {@code GET /}, {@code GET /status}, {@code GET /metrics} and {@code POST /estop}. */
final class RobotRoutes implements HttpHandler {
    private static final String BANNER =
            "{\"name\":\"fieldlink robot host\",\"transport\":\"socket.io\",\"path\":\"/socket.io/\"}";
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String BEARER = "Bearer ";

    private final RobotHost host;
    private final Accounts accounts;

    RobotRoutes(RobotHost host, Accounts accounts) {
        this.host = host;
        this.accounts = accounts;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        String route = exchange.getRequestMethod() + " " + exchange.getRelativePath();
        if (route.equals("GET /") || route.equals("GET ")) {
            send(exchange, StatusCodes.OK, BANNER);
            return;
        }
        Optional<Account> account = account(exchange);
        if (account.isEmpty()) {
            send(
                    exchange,
                    StatusCodes.UNAUTHORIZED,
                    Envelope.error(ErrorCode.TOKEN_INVALID, Seats.refusal(ErrorCode.TOKEN_INVALID))
                            .toString());
        } else if (route.equals("GET /status")) {
            later(exchange, host::status);
        } else if (route.equals("GET /metrics")) {
            exchange.dispatch(
                    SameThreadExecutor.INSTANCE,
                    () -> host.status(status -> send(exchange, METRICS, RobotMetrics.text(status))));
        } else if (exchange.getRequestMethod().equals(Methods.POST)
                && exchange.getRelativePath().equals("/estop")) {
            // At once and on this thread: the answer comes when the robot is at rest.
            later(exchange, answer -> host.emergencyStop(new Passer(account.get()), "POST /estop", answer));
        } else {
            send(exchange, StatusCodes.NOT_FOUND, "{\"message\":\"Not Found\"}");
        }
    }

    private Optional<Account> account(HttpServerExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        if (header != null && header.startsWith(BEARER)) {
            return accounts.find(header.substring(BEARER.length()));
        }
        return accounts.areRequired() ? Optional.empty() : Optional.of(Account.ANYBODY);
    }

    private static void later(HttpServerExchange exchange, Consumer<Consumer<ObjectNode>> question) {
        exchange.dispatch(
                SameThreadExecutor.INSTANCE,
                () -> question.accept(answer -> send(exchange, StatusCodes.OK, answer.toString())));
    }

    private static void send(HttpServerExchange exchange, int status, String body) {
        exchange.setStatusCode(status);
        send(exchange, "application/json", body);
    }

    private static void send(HttpServerExchange exchange, String type, String body) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
        exchange.getResponseSender().send(body, StandardCharsets.UTF_8);
    }

    /** Somebody who is not in the room but may press the button. */
    private record Passer(Account account) implements RobotClient {
        @Override
        public String identity() {
            return "";
        }

        @Override
        public boolean push(String event, List<JsonNode> arguments) {
            return false;
        }

        @Override
        public void close() {}
    }
}
