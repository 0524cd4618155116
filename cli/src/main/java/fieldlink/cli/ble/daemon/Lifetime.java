package fieldlink.cli.ble.daemon;

import fieldlink.cli.CommandFailure;
import fieldlink.cli.ExitCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What is open until the process is told to end, however early that comes: a signal in the middle of an opening waits
 * for it, and then closes what was opened. The last is closed first.
 */
final class Lifetime {
    private final Deque<Runnable> closers = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean over;

    static Lifetime ofProcess() {
        Lifetime lifetime = new Lifetime();
        Runtime.getRuntime().addShutdownHook(new Thread(lifetime::end, "fieldlink-ble-ending"));
        return lifetime;
    }

    /** @throws CommandFailure when the process is ending already */
    synchronized <T> T open(Supplier<T> opener, Consumer<T> closer) {
        if (over) {
            throw new CommandFailure(ExitCode.INTERRUPTED, "told to end before everything was open");
        }
        T opened = opener.get();
        closers.push(() -> closer.accept(opened));
        return opened;
    }

    /** Closes everything. Does nothing the second time. */
    synchronized void end() {
        over = true;
        closers.forEach(Runnable::run);
        closers.clear();
        ended.countDown();
    }

    /** Whether it has ended before the time is up. */
    boolean awaitEnd(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }
}
