package fieldlink.jobs.server.http;

import fieldlink.jobs.DeviceId;
import fieldlink.jobs.server.ServerSettings;
import fieldlink.jobs.server.access.Caller;
import fieldlink.jobs.server.access.Gatekeeper;
import fieldlink.jobs.server.access.RateLimit;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.Cookie;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from a request who sent it, and decides what that person or device may do. */
final class Doorman {
    static final String COOKIE = "session";
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

    private final Gatekeeper gatekeeper;
    private final ServerSettings settings;
    private final RateLimit strangers;
    private final RateLimit clients;

    Doorman(Gatekeeper gatekeeper, ServerSettings settings) {
        this.gatekeeper = gatekeeper;
        this.settings = settings;
        ServerSettings.Rates rates = settings.limits().rates();
        strangers = new RateLimit(rates.strangers());
        clients = new RateLimit(rates.clients());
    }

    /** Why nothing is done for a client just now: it asks too often. */
    Optional<Answer> refusal(Caller caller, String address, long nanos) {
        if (settings.isLegacy()) {
            return Optional.empty();
        }
        Optional<Duration> pause = caller instanceof Caller.Anonymous
                ? strangers.pause(address, nanos)
                : clients.pause(caller.actor(), nanos);
        return pause.map(wait -> Answer.tooMany("too many requests", wait.plusMillis(999)));
    }

    /** Where a request came from. Behind a proxy of ours, only the last address in the list was put there by it. */
    String address(HttpServerExchange exchange) {
        @Nullable
        String forwarded =
                settings.secureCookies() ? exchange.getRequestHeaders().getLast(Headers.X_FORWARDED_FOR) : null;
        return forwarded == null
                ? exchange.getSourceAddress().getAddress().getHostAddress()
                : forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    }

    /** @param pathToken the secret that the path began with */
    Caller caller(HttpServerExchange exchange, @Nullable String pathToken) {
        Optional<String> token = Optional.ofNullable(pathToken).or(() -> token(exchange.getRequestHeaders()));
        if (token.isPresent()) {
            return gatekeeper.byToken(token.get());
        }
        @Nullable Cookie cookie = exchange.getRequestCookie(COOKIE);
        return cookie == null ? new Caller.Anonymous() : gatekeeper.bySession(cookie.getValue());
    }

    /** Why an operator's request is not served; empty when it is. */
    Optional<Answer> refusal(Route.Access access, Caller caller, HttpServerExchange exchange) {
        if (access == Route.Access.OPEN || settings.isLegacy()) {
            return Optional.empty();
        }
        if (!(caller instanceof Caller.OfOperator operator)) {
            int status = caller instanceof Caller.OfDevice ? 403 : 401;
            return Optional.of(Answer.error(status, "log in as an operator"));
        }
        return operator.bySession() && isForged(exchange)
                ? Optional.of(Answer.error(403, "the request came from another site"))
                : Optional.empty();
    }

    /** Why a device's request is not served: it is another's, or nobody's. */
    Optional<Answer> refusal(Caller caller, DeviceId device) {
        if (settings.isLegacy() || caller instanceof Caller.OfOperator) {
            return Optional.empty();
        }
        if (caller instanceof Caller.OfDevice own) {
            return own.device().equals(device)
                    ? Optional.empty()
                    : Optional.of(Answer.error(403, "the token belongs to another device"));
        }
        return Optional.of(Answer.error(401, "a device token is required")
                .with("WWW-Authenticate", "Basic realm=\"device\", charset=\"UTF-8\""));
    }

    /**
     * A browser sends the session along with whatever any page makes it send. It also says which page that was; who says
     * nothing is not a browser and has no session to be abused, so that it is refused as well.
     */
    boolean isForged(HttpServerExchange exchange) {
        if (HARMLESS.contains(exchange.getRequestMethod().toString())) {
            return false;
        }
        HeaderMap headers = exchange.getRequestHeaders();
        @Nullable String site = headers.getFirst("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin");
        }
        @Nullable String origin = headers.getFirst(Headers.ORIGIN);
        return origin == null || !isHost(origin, headers.getFirst(Headers.HOST));
    }

    private static boolean isHost(String origin, @Nullable String host) {
        try {
            return URI.create(origin).getRawAuthority() != null
                    && URI.create(origin).getRawAuthority().equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<String> token(HeaderMap headers) {
        @Nullable String own = headers.getFirst("X-Device-Token");
        if (own != null) {
            return Optional.of(own.strip());
        }
        @Nullable String authorization = headers.getFirst(Headers.AUTHORIZATION);
        if (authorization == null) {
            return Optional.empty();
        }
        String[] parts = authorization.strip().split(" +", 2);
        String credentials = parts.length == 2 ? parts[1].strip() : "";
        return switch (parts[0].toLowerCase(Locale.ROOT)) {
            case "bearer" -> Optional.of(credentials);
            case "basic" -> Optional.of(password(credentials));
            default -> Optional.empty();
        };
    }

    /** The part after the colon; the name before it says nothing that the token does not say better. */
    private static String password(String basic) {
        try {
            String pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
