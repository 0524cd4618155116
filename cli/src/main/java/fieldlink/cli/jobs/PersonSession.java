package fieldlink.cli.jobs;

import fieldlink.cli.CommandFailure;
import fieldlink.cli.ExitCode;
import fieldlink.cli.JsonLine;
import fieldlink.cli.jobs.ServerAccess.Reply;
import fieldlink.jobs.server.json.Body;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

/** What a person may do who has given a password: the same cookie as a browser's, for as long as one command. */
final class PersonSession {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int UNAUTHORIZED = 401;

    private final String base;
    private final String operator;
    private final HttpClient client =
            ServerAccess.client().cookieHandler(new CookieManager()).build();

    private PersonSession(String base, String operator) {
        this.base = base;
        this.operator = operator;
    }

    static PersonSession begin(String base, String operator, String password) throws InterruptedException {
        PersonSession session = new PersonSession(base, operator);
        JsonLine credentials = new JsonLine().put("username", operator).put("password", password);
        Reply reply = session.send("POST", "/api/session", credentials.toString());
        if (reply.status() == UNAUTHORIZED) {
            throw new CommandFailure(ExitCode.REFUSED, "that is not the password of '" + operator + "' at " + base);
        }
        ServerAccess.accepted(reply);
        return session;
    }

    boolean hasPassword() throws InterruptedException {
        return call("GET", "/api/session", "").isTruthy("password_set");
    }

    void setPassword(String password) throws InterruptedException {
        String path = "/api/operators/" + ServerAccess.encoded(operator) + "/password";
        call("PUT", path, new JsonLine().put("password", password).toString());
    }

    /** @param subject whom the token stands for; another one of the same subject ends */
    String issueToken(String subject) throws InterruptedException {
        String path = "/api/operators/" + ServerAccess.encoded(subject) + "/token";
        return call("POST", path, "{}").text("token").orElseThrow();
    }

    void end() throws InterruptedException {
        call("DELETE", "/api/session", "");
    }

    private Body call(String method, String path, String json) throws InterruptedException {
        return ServerAccess.accepted(send(method, path, json)).json();
    }

    private Reply send(String method, String path, String json) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(ServerUrl.of(base, path))
                .timeout(PATIENCE)
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .header("Content-Type", "application/json")
                // What a browser says of a page of the server's own; with a cookie, nobody else is listened to.
                .header("Sec-Fetch-Site", "same-origin")
                .build();
        return ServerAccess.ask(client, request);
    }
}
