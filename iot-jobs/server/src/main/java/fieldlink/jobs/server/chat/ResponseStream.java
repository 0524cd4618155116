package fieldlink.jobs.server.chat;

import fieldlink.jobs.server.chat.ChatException.Status;
import fieldlink.jobs.server.chat.LanguageModel.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads one streamed answer of the Responses API: server-sent events whose data names its own type. Types that are not
 * needed here, and those that come in later versions, are passed over.
 */
final class ResponseStream {
    /** An answer longer than this is none that anybody wants to read. */
    private static final int MOST_CHARACTERS = 1 << 20;

    private final JsonMapper json;
    private final Consumer<String> onText;
    private final StringBuilder text = new StringBuilder();
    private final List<Turn.Called> calls = new ArrayList<>();
    private int characters;

    ResponseStream(JsonMapper json, Consumer<String> onText) {
        this.json = json;
        this.onText = onText;
    }

    /** @throws ChatException when the answer fails, is garbled, or stops before its end */
    Answer read(InputStream body) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            characters += line.length();
            if (characters > MOST_CHARACTERS) {
                throw new ChatException(Status.GARBLED, "the language model's answer does not end");
            }
            if (line.startsWith("data:")) {
                data.append(line, "data:".length(), line.length());
            } else if (line.isEmpty() && !data.isEmpty()) {
                if (take(data.toString().strip())) {
                    return new Answer(text.toString(), calls);
                }
                data.setLength(0);
            }
        }
        throw new ChatException(Status.GARBLED, "the language model's answer stopped in the middle");
    }

    /** @return whether this was the end */
    private boolean take(String data) {
        if (data.equals("[DONE]")) {
            return true;
        }
        JsonNode event;
        try {
            event = json.readTree(data);
        } catch (JacksonException e) {
            throw new ChatException(Status.GARBLED, "the language model sent an event that is not JSON", e);
        }
        switch (event.path("type").asString("")) {
            case "response.output_text.delta" -> say(event.path("delta").asString(""));
            case "response.refusal.delta" -> say(event.path("delta").asString(""));
            case "response.output_item.done" -> call(event.path("item"));
            case "response.completed" -> {
                return true;
            }
            case "response.incomplete" -> {
                String why = event.at("/response/incomplete_details/reason").asString("unknown reason");
                throw new ChatException(Status.GARBLED, "the language model broke its answer off: " + why);
            }
            case "response.failed" -> throw failed(event.at("/response/error/message"));
            case "error" -> throw failed(event.path("message"));
            default -> {
                // progress of parts that come whole later
            }
        }
        return false;
    }

    private void say(String piece) {
        text.append(piece);
        onText.accept(piece);
    }

    private void call(JsonNode item) {
        if (item.path("type").asString("").equals("function_call")) {
            calls.add(new Turn.Called(
                    item.path("call_id").asString(""),
                    item.path("name").asString(""),
                    item.path("arguments").asString("{}")));
        }
    }

    private static ChatException failed(JsonNode message) {
        return new ChatException(Status.REFUSED, "the language model failed: " + message.asString("no reason given"));
    }
}
