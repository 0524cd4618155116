package fieldlink.cli.jobs;

import fieldlink.cli.Arg;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.jobs.server.json.BadRequest;
import fieldlink.jobs.server.json.Body;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Where the server is and how the command proves who is asking; shared by all commands that talk to one. */
final class ServerAccess {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final ServerUrl server;
    private final Arg<String> token;

    ServerAccess(Syntax syntax) {
        server = new ServerUrl(syntax);
        token = syntax.option(
                "--token",
                "TOKEN",
                text -> text,
                "an operator's token (FIELDLINK_JOBS_TOKEN, else that of 'jobs login')");
    }

    record Reply(int status, String text) {
        Body json() {
            return Body.parse(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    Reply get(Given given, Console console, String path) throws InterruptedException {
        return call(given, console, "GET", path, "");
    }

    /** @param json absent as an empty text */
    Reply call(Given given, Console console, String method, String path, String json) throws InterruptedException {
        HttpRequest request = request(given, console, path, Duration.ofMinutes(25))
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .header("Content-Type", "application/json")
                .build();
        return accepted(ask(client().build(), request));
    }

    /** The server's stream of events; whoever reads it closes it. */
    InputStream events(Given given, Console console) throws InterruptedException {
        HttpRequest request = request(given, console, "/api/events", CONNECT)
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<InputStream> response = send(client().build(), request, BodyHandlers.ofInputStream());
        if (response.statusCode() >= 400) {
            throw refused(response.statusCode(), "");
        }
        return response.body();
    }

    static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static HttpClient.Builder client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
    }

    /** The answer, whatever it is. */
    static Reply ask(HttpClient client, HttpRequest request) throws InterruptedException {
        HttpResponse<String> response = send(client, request, BodyHandlers.ofString());
        return new Reply(response.statusCode(), response.body());
    }

    static Reply accepted(Reply reply) {
        if (reply.status() >= 400) {
            throw refused(reply.status(), reply.text());
        }
        return reply;
    }

    static HttpRequest.Builder requestBy(String token, String base, String path) {
        return HttpRequest.newBuilder(ServerUrl.of(base, path)).header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder request(Given given, Console console, String path, Duration timeout) {
        String base = server.base(given, console);
        return token.find(given)
                .or(() -> console.variable("FIELDLINK_JOBS_TOKEN"))
                .or(() -> new KeptTokens(console).find(base))
                .map(secret -> requestBy(secret, base, path))
                .orElseGet(() -> HttpRequest.newBuilder(ServerUrl.of(base, path)))
                .timeout(timeout);
    }

    private static <T> HttpResponse<T> send(HttpClient client, HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws InterruptedException {
        try {
            return client.send(request, handler);
        } catch (ConnectException e) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    "no job server answers at " + request.uri().resolve("/")
                            + "; start one with 'fieldlink jobs serve', or name it with --server",
                    e);
        } catch (HttpTimeoutException e) {
            throw new CommandFailure(ExitCode.TIMED_OUT, "the job server did not answer in time", e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.UNREACHABLE, "the job server broke off: " + e.getMessage(), e);
        }
    }

    private static CommandFailure refused(int status, String text) {
        String reason = reason(text);
        return switch (status) {
            case 401 ->
                new CommandFailure(
                        ExitCode.REFUSED,
                        "the server wants to know who is asking: log in with 'fieldlink jobs login', or give an"
                                + " operator's token with --token");
            case 503 -> new CommandFailure(ExitCode.FAILED, "the server cannot do it now: " + reason);
            default -> new CommandFailure(ExitCode.REFUSED, reason.isEmpty() ? "the server said " + status : reason);
        };
    }

    private static String reason(String text) {
        try {
            return Body.parse(text.getBytes(StandardCharsets.UTF_8))
                    .text("error")
                    .orElse("");
        } catch (BadRequest e) {
            return "";
        }
    }
}
