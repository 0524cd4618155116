package fieldlink.jobs.server;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Natural language to device jobs. */
public interface Chat {
    /** @param role {@code system}, {@code user} or {@code assistant} */
    record Message(String role, String content) {}

    /** What is shown when no model is configured. */
    Chat NOT_CONFIGURED =
            conversation -> CompletableFuture.failedFuture(new IllegalStateException("OPENAI_API_KEY is not set"));

    /**
     * @param conversation ends with the user's words
     * @return the reply; exceptionally with a message for the user
     */
    CompletionStage<String> reply(List<Message> conversation);
}
