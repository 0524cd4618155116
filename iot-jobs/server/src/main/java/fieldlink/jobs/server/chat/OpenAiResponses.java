package fieldlink.jobs.server.chat;

import fieldlink.jobs.server.chat.ChatException.Status;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A language model behind OpenAI's Responses API, or a server that speaks it. Answers are streamed. */
public final class OpenAiResponses implements LanguageModel, AutoCloseable {
    private static final int MOST_ERROR_BYTES = 64 * 1024;

    private final ModelSettings settings;
    private final HttpClient http;
    private final JsonMapper json = JsonMapper.builder().build();
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "fieldlink-jobs-chat-deadline");
        thread.setDaemon(true);
        return thread;
    });

    public OpenAiResponses(ModelSettings settings, HttpClient http) {
        this.settings = settings;
        this.http = http;
    }

    @Override
    public Answer answer(Prompt prompt, Consumer<String> onText) {
        if (!settings.isComplete()) {
            throw new ChatException(
                    Status.NOT_CONFIGURED,
                    "OPENAI_API_KEY is not set; set it, or set the address of a language model of your own");
        }
        AtomicBoolean tooLate = new AtomicBoolean();
        try {
            HttpResponse<InputStream> response = http.send(request(prompt), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                // The client's own timeout ends with the headers; a stream that stalls is cut off by closing it.
                var deadline = deadlines.schedule(
                        () -> cut(body, tooLate), settings.patience().toMillis(), TimeUnit.MILLISECONDS);
                try {
                    if (response.statusCode() != 200) {
                        throw refused(response.statusCode(), body);
                    }
                    return new ResponseStream(json, onText).read(body);
                } finally {
                    deadline.cancel(false);
                }
            }
        } catch (HttpTimeoutException e) {
            throw timedOut(e);
        } catch (IOException e) {
            throw tooLate.get()
                    ? timedOut(e)
                    : new ChatException(
                            Status.UNREACHABLE, "no connection to the language model at " + settings.base(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChatException(Status.UNREACHABLE, "interrupted while waiting for the language model", e);
        }
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
    }

    private static void cut(InputStream body, AtomicBoolean tooLate) {
        tooLate.set(true);
        try {
            body.close();
        } catch (IOException e) {
            // The reader finds the stream closed either way.
        }
    }

    private ChatException timedOut(Exception cause) {
        return new ChatException(
                Status.TIMED_OUT,
                "the language model did not answer within "
                        + settings.patience().toSeconds() + " s",
                cause);
    }

    private HttpRequest request(Prompt prompt) {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.responses())
                .timeout(settings.patience())
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body(prompt)));
        settings.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return request.build();
    }

    private String body(Prompt prompt) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("model", settings.model())
                .put("instructions", prompt.instructions())
                .put("stream", true)
                .put("store", false);
        ArrayNode input = body.putArray("input");
        prompt.turns().forEach(turn -> input.add(item(turn)));
        if (!prompt.tools().isEmpty()) {
            ArrayNode tools = body.putArray("tools");
            for (Tool tool : prompt.tools()) {
                tools.addObject()
                        .put("type", "function")
                        .put("name", tool.name())
                        .put("description", tool.description())
                        .put("strict", false)
                        .set("parameters", json.readTree(tool.schema().text()));
            }
        }
        return body.toString();
    }

    private static ObjectNode item(Turn turn) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        if (turn instanceof Turn.Said said) {
            return item.put("role", said.role() == Turn.Role.USER ? "user" : "assistant")
                    .put("content", said.text());
        }
        if (turn instanceof Turn.Called called) {
            return item.put("type", "function_call")
                    .put("call_id", called.callId())
                    .put("name", called.tool())
                    .put("arguments", called.arguments());
        }
        Turn.Returned returned = (Turn.Returned) turn;
        return item.put("type", "function_call_output")
                .put("call_id", returned.callId())
                .put("output", returned.output());
    }

    private ChatException refused(int code, InputStream body) throws IOException {
        String text = new String(body.readNBytes(MOST_ERROR_BYTES), StandardCharsets.UTF_8);
        String said;
        try {
            JsonNode error = json.readTree(text).path("error");
            said = error.path("message").asString("");
        } catch (JacksonException e) {
            said = "";
        }
        Status status = switch (code) {
            case 429 -> Status.BUSY;
            case 500, 502, 503, 504 -> Status.UNREACHABLE;
            default -> Status.REFUSED;
        };
        return new ChatException(status, "the language model answered " + code + (said.isEmpty() ? "" : ": " + said));
    }
}
