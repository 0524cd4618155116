package fieldlink.jobs.server;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Natural language to device jobs. */
public interface Chat {
    /** What is shown when no model is configured. */
    Chat NOT_CONFIGURED =
            question -> CompletableFuture.failedFuture(new IllegalStateException("OPENAI_API_KEY is not set"));

    /** @param role {@code system}, {@code user} or {@code assistant} */
    record Message(String role, String content) {}

    /**
     * @param operator who asks; a confirmation counts only for the same one
     * @param conversation ends with the user's words
     * @param confirm the token of an earlier {@link Reply} that the operator says yes to
     */
    record Question(String operator, List<Message> conversation, Optional<String> confirm) {
        /** The most messages that a conversation may have. */
        public static final int MOST_MESSAGES = 200;

        public Question {
            conversation = List.copyOf(conversation);
            if (conversation.isEmpty()
                    || !conversation.get(conversation.size() - 1).role().equals("user")) {
                throw new IllegalArgumentException("last message must be from user");
            }
            if (conversation.size() > MOST_MESSAGES) {
                throw new IllegalArgumentException("a conversation has at most " + MOST_MESSAGES + " messages");
            }
        }
    }

    /** @param confirm present when something dangerous waits for the operator's yes */
    record Reply(String text, Optional<Confirmation> confirm) {}

    /** @param commands one line each, exactly what will be done */
    record Confirmation(String token, List<String> commands) {
        public Confirmation {
            commands = List.copyOf(commands);
        }
    }

    /** @return the reply; exceptionally with a message for the user */
    CompletionStage<Reply> reply(Question question);
}
