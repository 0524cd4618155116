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
        Chat.Question question;
        try {
            question = new Chat.Question(request.caller().actor(), messages, body.text("confirm"));
        } catch (IllegalArgumentException e) {
            throw new BadRequest(String.valueOf(e.getMessage()));
        }
        return chat.reply(question).thenApply(reply -> Answer.ok(json(reply))).exceptionally(failure -> {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            return Answer.error(500, cause.getMessage() == null ? "chat failed" : cause.getMessage());
        });
    }

    private static JsonObject json(Chat.Reply reply) {
        JsonObject json = new JsonObject().put("reply", reply.text());
        reply.confirm()
                .ifPresent(confirm -> json.put(
                        "confirm",
                        new JsonObject().put("token", confirm.token()).texts("commands", confirm.commands())));
        return json;
    }
}
