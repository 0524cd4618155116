package fieldlink.jobs.server.http;

import fieldlink.jobs.DeviceId;
import fieldlink.jobs.server.access.Caller;
import fieldlink.jobs.server.json.BadRequest;
import fieldlink.jobs.server.json.Body;
import io.undertow.server.HttpServerExchange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request as an endpoint sees it. */
final class Request {
    private final HttpServerExchange exchange;
    private final List<String> variables;
    private final Caller caller;
    private final String address;
    private final byte[] bytes;

    /**
     * @param variables what the path has in the places of the route's variables, decoded
     * @param address where the caller is
     */
    Request(HttpServerExchange exchange, List<String> variables, Caller caller, String address, byte[] bytes) {
        this.exchange = exchange;
        this.variables = variables;
        this.caller = caller;
        this.address = address;
        this.bytes = bytes;
    }

    HttpServerExchange exchange() {
        return exchange;
    }

    Caller caller() {
        return caller;
    }

    String variable(int index) {
        return variables.get(index).strip();
    }

    DeviceId device() {
        String id = variable(0);
        if (id.isEmpty()) {
            throw new BadRequest("device_id is required");
        }
        return deviceId(id);
    }

    /** The body of a request that says it is JSON; of any other an empty object. */
    Body body() {
        String type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        String mime = type.split(";", 2)[0].strip();
        return mime.equals("application/json") || mime.endsWith("+json") ? Body.parse(bytes) : Body.empty();
    }

    /** The body whatever it says it is. */
    Body bodyOfAnyType() {
        return Body.parse(bytes);
    }

    String bodyText() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    Optional<String> query(String name) {
        @Nullable Deque<String> values = exchange.getQueryParameters().get(name);
        return values == null
                ? Optional.empty()
                : Optional.of(values.getFirst().strip()).filter(value -> !value.isEmpty());
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).map(String::strip);
    }

    /** How long the caller is willing to be kept waiting. Not at all unless it says so: its own time-out may be short. */
    Duration wait(Duration most) {
        Optional<String> preferred = header("Prefer")
                .filter(value -> value.startsWith("wait="))
                .map(value -> value.substring("wait=".length()));
        String seconds = query("wait").or(() -> preferred).orElse("0");
        try {
            double wanted = Double.parseDouble(seconds);
            return Duration.ofMillis(Math.round(Math.max(0, Math.min(wanted, most.toMillis() / 1_000.0)) * 1_000));
        } catch (NumberFormatException e) {
            throw new BadRequest("wait is a number of seconds, not '" + seconds + "'");
        }
    }

    boolean isHead() {
        return exchange.getRequestMethod().equalToString("HEAD");
    }

    String address() {
        return address;
    }

    static DeviceId deviceId(String text) {
        try {
            return DeviceId.of(text);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("device_id: " + e.getMessage());
        }
    }
}
