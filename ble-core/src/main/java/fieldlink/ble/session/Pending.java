package fieldlink.ble.session;

import fieldlink.ble.BleException;
import fieldlink.ble.Registration;
import fieldlink.ble.radio.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** A caller that waits for a request. */
final class Pending<T> {
    private final CompletableFuture<T> stage = new CompletableFuture<>();
    private final Expectation<T> expectation;
    private final Executor delivery;
    private Registration cancellation = () -> {};

    Pending(Expectation<T> expectation, Executor delivery) {
        this.expectation = expectation;
        this.delivery = delivery;
    }

    CompletableFuture<T> stage() {
        return stage;
    }

    /** What to let go of at the end. */
    void onEnd(Registration watcher) {
        cancellation = watcher;
    }

    /** The value is made at once, on the session's thread; the caller is told on the delivery thread. */
    void end(Outcome outcome) {
        cancellation.close();
        try {
            T value = outcome.accept(expectation);
            tell(() -> stage.complete(value));
        } catch (BleException e) {
            fail(e);
        }
    }

    void succeed(T value) {
        cancellation.close();
        tell(() -> stage.complete(value));
    }

    void fail(BleException e) {
        cancellation.close();
        tell(() -> stage.completeExceptionally(e));
    }

    private void tell(Runnable completion) {
        try {
            delivery.execute(completion);
        } catch (RejectedExecutionException e) {
            completion.run(); // the delivery thread is gone; better told here than never
        }
    }
}
