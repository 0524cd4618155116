package fieldlink.jobs.server.http;

import fieldlink.jobs.server.Chat;
import fieldlink.jobs.server.json.BadRequest;
import fieldlink.jobs.server.json.Body;
import fieldlink.jobs.server.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The door to the {@link Chat}. */
final class ChatEndpoint {
    private static final Set<String> ROLES = Set.of("system", "user", "assistant");

    private final Chat chat;

    ChatEndpoint(Chat chat) {
        this.chat = chat;
    }

    List<Route> routes() {
        return List.of(Route.operator("POST", "/api/chat", this::reply));
    }

    private CompletionStage<Answer> reply(Request request) {
        Body body = request.body();
        if (body.has("messages") && !body.isList("messages")) {
            throw new BadRequest("messages must be a list");
        }
        List<Chat.Message> messages = body.objects("messages").stream()
                .filter(message -> message.isText("content")
                        && ROLES.contains(message.text("role").orElse("")))
                .map(message -> new Chat.Message(
                        message.text("role").orElse(""), message.text("content").orElse("")))
                .toList();
        if (messages.isEmpty() || !messages.get(messages.size() - 1).role().equals("user")) {
            throw new BadRequest("last message must be from user");
        }
        return chat.reply(messages)
                .thenApply(reply -> Answer.ok(new JsonObject().put("reply", reply)))
                .exceptionally(failure -> {
                    Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure;
                    return Answer.error(500, cause.getMessage() == null ? "chat failed" : cause.getMessage());
                });
    }
}
