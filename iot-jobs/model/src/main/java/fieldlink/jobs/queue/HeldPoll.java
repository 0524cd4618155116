package fieldlink.jobs.queue;

import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Polled;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A device's question that is answered when there is work, or when its time is up.
 *
 * <p>One attempt at a time: a wake-up during an attempt leads to one more, and the end waits for an attempt under way,
 * so that a job is never leased for a question that was answered already.
 */
final class HeldPoll {
    private final DeviceId device;
    private final Supplier<CompletionStage<Polled>> attempt;
    private final Consumer<Polled> giveBack;
    private final CompletableFuture<Polled> answer = new CompletableFuture<>();
    private boolean trying;
    private boolean again;
    private boolean over;
    private boolean woken;

    /** @param giveBack takes what was leased for a device that is gone meanwhile */
    HeldPoll(DeviceId device, Supplier<CompletionStage<Polled>> attempt, Consumer<Polled> giveBack) {
        this.device = device;
        this.attempt = attempt;
        this.giveBack = giveBack;
    }

    DeviceId device() {
        return device;
    }

    CompletableFuture<Polled> answer() {
        return answer;
    }

    /** The first look. */
    void begin() {
        next();
    }

    void wake() {
        synchronized (this) {
            woken = true;
        }
        next();
    }

    /** Time is up: answered now, or with what the attempt under way brings. */
    void release() {
        boolean idle;
        synchronized (this) {
            over = true;
            idle = !trying;
        }
        if (idle) {
            answer.complete(Polled.Idle.NOTHING);
        }
    }

    private void next() {
        synchronized (this) {
            if (trying) {
                again = true;
                return;
            }
            if (answer.isDone()) {
                return;
            }
            trying = true;
            again = false;
        }
        attempt.get().whenComplete(this::tried);
    }

    private void tried(@Nullable Polled polled, @Nullable Throwable failure) {
        if (failure != null) {
            answer.completeExceptionally(failure);
        } else if (polled != null && isAnAnswer(polled) && !answer.complete(polled)) {
            giveBack.accept(polled);
        }
        boolean onceMore;
        synchronized (this) {
            trying = false;
            onceMore = again && !answer.isDone();
        }
        if (onceMore) {
            next();
        }
    }

    private synchronized boolean isAnAnswer(Polled polled) {
        // A cancellation interrupts the wait when it arrives; one that stood before is told at the end of the wait.
        return !(polled instanceof Polled.Idle idle)
                || over
                || (woken && !idle.toCancel().isEmpty());
    }
}
