package fieldlink.powerhub.client;

import fieldlink.powerhub.HubException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what a link promised, never longer than agreed. */
final class Answers {
    private Answers() {}

    /** @param what was asked, for the message when no answer comes */
    static <T> T await(CompletionStage<T> stage, Duration within, String what) {
        try {
            return stage.toCompletableFuture().get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw failure(HubException.Status.TIMED_OUT, what + ": no answer within " + within, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(HubException.Status.LOST, what + ": interrupted while waiting", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HubException hub) {
                // A new one, with the stack of who asked: the link's own thread says nothing about that.
                throw hub.during(what);
            }
            throw failure(HubException.Status.LOST, what + ": " + e.getCause(), e);
        }
    }

    private static HubException failure(HubException.Status status, String message, Exception cause) {
        HubException failure = new HubException(status, message);
        failure.initCause(cause);
        return failure;
    }
}
