package fieldlink.ble;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A listener that keeps what it hears, for tests that wait for something to be heard. */
public final class Recorder<T> implements Consumer<T> {
    private final BlockingQueue<T> heard = new LinkedBlockingQueue<>();

    /** A recorder that has heard nothing yet. */
    public Recorder() {}

    @Override
    public void accept(T event) {
        heard.add(event);
    }

    /** The next event that is meant; those before it are dropped. Fails after the patience is over. */
    public T next(Predicate<? super T> meant, Duration patience) throws InterruptedException {
        List<T> others = new ArrayList<>();
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            T event = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw new AssertionError("it was not heard within " + patience + "; heard instead: " + others);
            }
            if (meant.test(event)) {
                return event;
            }
            others.add(event);
        }
    }

    /** What was heard and not taken yet. */
    public List<T> rest() {
        return List.copyOf(heard);
    }
}
