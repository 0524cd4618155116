package fieldlink.jobs.server.chat;

import fieldlink.jobs.server.Chat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Lets several people talk to the assistant at the same time, and no more than the executor has threads for. */
public final class ChatDesk implements Chat {
    private final Assistant assistant;
    private final Executor executor;

    /** @param executor whose rejection means that too many are talking already */
    public ChatDesk(Assistant assistant, Executor executor) {
        this.assistant = assistant;
        this.executor = executor;
    }

    @Override
    public CompletionStage<Reply> reply(Question question) {
        try {
            return CompletableFuture.supplyAsync(() -> assistant.reply(question, piece -> {}), executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new ChatException(
                    ChatException.Status.BUSY, "too many conversations at once; try again in a moment", e));
        }
    }
}
