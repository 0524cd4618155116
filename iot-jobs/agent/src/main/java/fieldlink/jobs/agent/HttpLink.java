package fieldlink.jobs.agent;

import fieldlink.jobs.Capability;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Parameter;
import fieldlink.jobs.Progress;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The server behind its HTTP API. */
final class HttpLink implements ServerLink {
    private final AgentSettings settings;
    private final HttpClient http;
    private final JsonMapper json = JsonMapper.builder().build();

    HttpLink(AgentSettings settings, HttpClient http) {
        this.settings = settings;
        this.http = http;
    }

    @Override
    public DeviceId device() {
        return settings.device();
    }

    @Override
    public Standing register(List<Capability> capabilities) throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("device_id", settings.device().value());
        ArrayNode list = body.putArray("capabilities");
        capabilities.forEach(capability -> list.add(describe(capability)));
        ObjectNode meta = body.putObject("meta");
        settings.description().forEach(meta::put);
        return standing(
                post("devices/register", body.toString(), settings.pace().answer()));
    }

    @Override
    public Handed poll(Duration wait) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request(
                        path("jobs/next?wait=" + wait.toSeconds()),
                        wait.plus(settings.pace().answer()))
                .GET()
                .build());
        Standing standing = standing(response);
        if (standing != Standing.WELCOME
                || response.statusCode() == 204
                || response.body().isBlank()) {
            return new Handed(standing, Optional.empty());
        }
        return new Handed(standing, Optional.of(assignment(response.body())));
    }

    @Override
    public boolean report(Outcome outcome) throws IOException, InterruptedException {
        String body = OutcomeJson.write(settings.device(), outcome);
        int code = post(path("jobs/result"), body, settings.pace().answer()).statusCode();
        // Not ours, malformed or too large: sending it again would never end.
        return code / 100 == 2 || code == 400 || code == 403 || code == 413;
    }

    @Override
    public boolean heartbeat(Assignment assignment, @Nullable Progress progress)
            throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("lease_id", assignment.leaseId());
        if (progress != null) {
            body.put("percent", progress.percent()).put("message", progress.message());
        }
        HttpResponse<String> response = post(
                path("jobs/" + encoded(assignment.job().value()) + "/progress"),
                body.toString(),
                settings.pace().answer());
        if (response.statusCode() == 409) {
            return false;
        }
        return response.statusCode() / 100 != 2
                || !parsed(response.body()).path("cancel_requested").asBoolean(false);
    }

    private Assignment assignment(String body) throws IOException {
        JsonNode said = parsed(body);
        // The original's clients accept both names.
        String id = said.path("job_id").asString(said.path("id").asString(""));
        JsonNode command = said.path("command");
        if (id.isEmpty() || command.path("name").asString("").isEmpty()) {
            throw new IOException("the server handed out a job without job_id or command name");
        }
        JsonNode args = command.path("args");
        JsonNode lease = said.path("lease_id");
        return new Assignment(
                JobId.of(id),
                lease.isString() ? lease.asString() : null,
                command.path("name").asString(),
                args.isObject() ? JsonText.of(args.toString()) : JsonText.EMPTY_OBJECT);
    }

    private JsonNode parsed(String body) throws IOException {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            throw new IOException("the server's answer is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Standing standing(HttpResponse<String> response) throws IOException {
        return switch (response.statusCode()) {
            case 200, 204 -> Standing.WELCOME;
            case 404 -> Standing.UNKNOWN;
            case 401, 403 -> Standing.NOT_APPROVED;
            default -> throw new IOException("the server answered " + response.statusCode());
        };
    }

    private HttpResponse<String> post(String path, String body, Duration patience)
            throws IOException, InterruptedException {
        return send(request(path, patience)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path, Duration patience) {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.api(path)).timeout(patience);
        settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return request;
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String path(String rest) {
        return "devices/" + encoded(settings.device().value()) + "/" + rest;
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private ObjectNode describe(Capability capability) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("name", capability.name())
                .put("description", capability.description());
        if (capability.effect() != null) {
            node.put("effect", capability.effect().name().toLowerCase(Locale.ROOT));
        }
        if (capability.dangerous()) {
            node.put("dangerous", true);
        }
        ArrayNode parameters = node.putArray("params");
        for (Parameter parameter : capability.parameters()) {
            ObjectNode one =
                    parameters.addObject().put("name", parameter.name()).put("type", parameter.type());
            one.put("description", parameter.description());
            if (parameter.required() != null) {
                one.put("required", parameter.required());
            }
            if (parameter.defaultValue() != null) {
                one.set("default", json.readTree(parameter.defaultValue().text()));
            }
        }
        return node;
    }
}
