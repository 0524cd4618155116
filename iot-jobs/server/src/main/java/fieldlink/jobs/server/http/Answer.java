package fieldlink.jobs.server.http;

import fieldlink.jobs.server.Pages;
import fieldlink.jobs.server.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a request is answered with. */
record Answer(int status, String contentType, String text, Map<String, String> headers) {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String JSON = "application/json";

    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer json(int status, JsonObject body) {
        return new Answer(status, JSON, body + "\n", Map.of());
    }

    static Answer ok(JsonObject body) {
        return json(200, body);
    }

    static Answer error(int status, String reason) {
        return json(status, new JsonObject().put("error", reason));
    }

    /** The type is what the original server said, without a body to go with it. */
    static Answer nothing() {
        return new Answer(204, HTML, "", Map.of());
    }

    /** For who only wants to know that there would be an answer. */
    static Answer empty() {
        return new Answer(200, HTML, "", Map.of());
    }

    static Answer page(Pages.Page page) {
        return new Answer(200, page.contentType(), page.text(), Map.of("Cache-Control", "no-cache"));
    }

    static Answer redirect(String to) {
        return new Answer(302, HTML, "", Map.of("Location", to));
    }

    /** What a router says; people see it in a browser. */
    static Answer router(int status, String title) {
        String html = "<!doctype html>\n<html lang=en>\n<title>" + status + " " + title + "</title>\n<h1>" + title
                + "</h1>\n";
        return new Answer(status, HTML, html, Map.of());
    }

    static Answer tooMany(String reason, Duration pause) {
        return error(429, reason).with("Retry-After", Long.toString(Math.max(1, pause.toSeconds())));
    }

    Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, contentType, text, more);
    }

    CompletionStage<Answer> now() {
        return CompletableFuture.completedFuture(this);
    }
}
