package fieldlink.jobs.server.http;

import fieldlink.jobs.Credential;
import fieldlink.jobs.server.Pages;
import fieldlink.jobs.server.ServerSettings;
import fieldlink.jobs.server.access.Caller;
import fieldlink.jobs.server.access.Gatekeeper;
import fieldlink.jobs.server.access.Gatekeeper.Login;
import fieldlink.jobs.server.json.BadRequest;
import fieldlink.jobs.server.json.Body;
import fieldlink.jobs.server.json.JsonObject;
import io.undertow.server.handlers.Cookie;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Logging in and out, passwords and tokens, and the pages for it. */
final class SessionEndpoints {
    private final Gatekeeper gatekeeper;
    private final ServerSettings settings;
    private final Pages pages;

    SessionEndpoints(Gatekeeper gatekeeper, ServerSettings settings, Pages pages) {
        this.gatekeeper = gatekeeper;
        this.settings = settings;
        this.pages = pages;
    }

    List<Route> routes() {
        return List.of(
                Route.open("GET", "/", this::home),
                Route.open("GET", "/login", this::loginPage),
                Route.open("POST", "/login", this::loginByForm),
                Route.open("POST", "/logout", this::logoutByForm),
                Route.open("GET", "/api/session", this::session),
                Route.open("POST", "/api/session", this::login),
                Route.open("DELETE", "/api/session", this::logout),
                Route.operator("PUT", "/api/operators/*/password", this::setPassword),
                Route.operator("POST", "/api/operators/*/token", this::operatorToken),
                Route.operator("DELETE", "/api/operators/*/token", this::revokeOperatorToken),
                Route.operator("POST", "/api/devices/*/token", this::deviceToken),
                Route.operator("DELETE", "/api/devices/*/token", this::revokeDeviceToken));
    }

    private CompletionStage<Answer> home(Request request) {
        return (isLoggedIn(request) ? Answer.page(pages.home()) : Answer.redirect("/login"))
                .with("Vary", "Cookie")
                .now();
    }

    private CompletionStage<Answer> loginPage(Request request) {
        return (isLoggedIn(request) ? Answer.redirect("/") : Answer.page(pages.login()))
                .with("Vary", "Cookie")
                .now();
    }

    private CompletionStage<Answer> loginByForm(Request request) {
        String form = request.bodyText();
        String operator = field(form, "username").orElse(Gatekeeper.OPERATOR);
        return gatekeeper
                .login(operator, field(form, "password").orElse(""), request.address())
                .thenApply(login -> byForm(login));
    }

    private Answer byForm(Login login) {
        if (login instanceof Login.Welcome welcome) {
            return Answer.redirect("/")
                    .with("Set-Cookie", cookie(welcome.cookie()))
                    .with("Vary", "Cookie");
        }
        return login instanceof Login.TooOften often
                ? Answer.tooMany("too many wrong passwords", often.pause())
                : Answer.redirect("/login?error=1");
    }

    private CompletionStage<Answer> session(Request request) {
        if (request.caller() instanceof Caller.OfOperator operator) {
            return Answer.ok(authenticated(true)
                            .put("operator", operator.name())
                            .put("password_set", gatekeeper.hasPassword(operator.name())))
                    .now();
        }
        return Answer.ok(authenticated(false)).now();
    }

    private CompletionStage<Answer> login(Request request) {
        Body body = jsonOrNothing(request);
        String operator = body.text("username").orElse(Gatekeeper.OPERATOR);
        return gatekeeper
                .login(operator, body.text("password").orElse(""), request.address())
                .thenApply(login -> {
                    if (login instanceof Login.Welcome welcome) {
                        return Answer.ok(authenticated(true))
                                .with("Set-Cookie", cookie(welcome.cookie()))
                                .with("Vary", "Cookie");
                    }
                    return login instanceof Login.TooOften often
                            ? Answer.tooMany("too many wrong passwords", often.pause())
                            : Answer.json(401, authenticated(false).put("error", "invalid credentials"));
                });
    }

    private CompletionStage<Answer> logout(Request request) {
        end(request);
        return Answer.ok(authenticated(false))
                .with("Set-Cookie", cookie(null))
                .with("Vary", "Cookie")
                .now();
    }

    private CompletionStage<Answer> logoutByForm(Request request) {
        end(request);
        return Answer.redirect("/login")
                .with("Set-Cookie", cookie(null))
                .with("Vary", "Cookie")
                .now();
    }

    private CompletionStage<Answer> setPassword(Request request) {
        String password = request.body().text("password").orElseThrow(() -> new BadRequest("password is required"));
        try {
            return gatekeeper
                    .setPassword(request.variable(0), password, request.caller().actor())
                    .thenApply(done -> Answer.ok(new JsonObject().put("status", "updated")));
        } catch (IllegalArgumentException e) {
            throw new BadRequest(e.getMessage() == null ? "password" : e.getMessage());
        }
    }

    private CompletionStage<Answer> operatorToken(Request request) {
        return token(Credential.Kind.OPERATOR_TOKEN, request.variable(0), request);
    }

    private CompletionStage<Answer> deviceToken(Request request) {
        return token(Credential.Kind.DEVICE_TOKEN, request.device().value(), request);
    }

    private CompletionStage<Answer> token(Credential.Kind kind, String subject, Request request) {
        return gatekeeper
                .issueToken(kind, subject, request.caller().actor())
                .thenApply(token -> Answer.ok(new JsonObject()
                        .put("subject", subject)
                        .put("token", token)
                        .put("path_prefix", "/t/" + token)));
    }

    private CompletionStage<Answer> revokeOperatorToken(Request request) {
        return revoke(Credential.Kind.OPERATOR_TOKEN, request.variable(0), request);
    }

    private CompletionStage<Answer> revokeDeviceToken(Request request) {
        return revoke(Credential.Kind.DEVICE_TOKEN, request.device().value(), request);
    }

    private CompletionStage<Answer> revoke(Credential.Kind kind, String subject, Request request) {
        return gatekeeper
                .revokeTokens(kind, subject, request.caller().actor())
                .thenApply(count -> Answer.ok(new JsonObject().put("revoked", count)));
    }

    /** Odd JSON at the login was a wrong password to the original, and it still is. */
    private static Body jsonOrNothing(Request request) {
        try {
            return request.body();
        } catch (BadRequest e) {
            return Body.empty();
        }
    }

    private static boolean isLoggedIn(Request request) {
        return request.caller() instanceof Caller.OfOperator;
    }

    private void end(Request request) {
        @Nullable Cookie cookie = request.exchange().getRequestCookie(Doorman.COOKIE);
        if (cookie != null) {
            gatekeeper.logout(cookie.getValue());
        }
    }

    private static JsonObject authenticated(boolean is) {
        return new JsonObject().put("authenticated", is);
    }

    /** @param value absent to take the cookie away */
    private String cookie(@Nullable String value) {
        String life = value == null ? "; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0" : "";
        String secure = settings.secureCookies() ? "; Secure" : "";
        return Doorman.COOKIE + "=" + (value == null ? "" : value) + life + "; HttpOnly; SameSite=Strict; Path=/"
                + secure;
    }

    private static Optional<String> field(String form, String name) {
        for (String pair : form.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2 && parts[0].equals(name)) {
                try {
                    return Optional.of(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
