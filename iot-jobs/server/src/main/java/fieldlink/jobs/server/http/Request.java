package fieldlink.jobs.server.http;

import fieldlink.jobs.DeviceId;
import fieldlink.jobs.server.access.Caller;
import fieldlink.jobs.server.json.BadRequest;
import fieldlink.jobs.server.json.Body;
import io.undertow.server.HttpServerExchange;
import java.nio.charset.StandardCharsets;
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
