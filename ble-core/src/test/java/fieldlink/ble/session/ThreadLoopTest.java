package fieldlink.ble.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadLoopTest {
    private final ThreadLoop loop = ThreadLoop.start("fieldlink-ble-test", InstantSource.system());
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void tasksRunInOrderAndScheduledOnesWhenTheyAreDue() throws InterruptedException {
        loop.schedule(Duration.ofMillis(80), () -> done.add("late"));
        loop.schedule(Duration.ofMillis(40), () -> done.add("soon"));
        loop.execute(() -> done.add("first"));
        loop.execute(() -> done.add("second"));

        assertThat(List.of(next(), next(), next(), next())).containsExactly("first", "second", "soon", "late");
    }

    @Test
    void aTaskThatThrowsDoesNotStopTheNext() throws InterruptedException {
        loop.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        loop.execute(() -> done.add("next"));

        assertThat(next()).isEqualTo("next");
    }

    @Test
    void whatWasTakenIsRunBeforeTheEndAndNothingIsTakenAfter() {
        CountDownLatch gate = new CountDownLatch(1);
        loop.execute(() -> await(gate));
        loop.execute(() -> done.add("taken"));
        loop.schedule(Duration.ofMillis(1), () -> done.add("scheduled"));
        loop.execute(gate::countDown);
        gate.countDown();

        loop.close();

        assertThat(done).contains("taken");
        assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aScheduledTaskThatIsTakenBackDoesNotRun() throws InterruptedException {
        loop.schedule(Duration.ofMillis(20), () -> done.add("unwanted")).close();
        loop.schedule(Duration.ofMillis(60), () -> done.add("wanted"));

        assertThat(next()).isEqualTo("wanted");
    }

    private String next() throws InterruptedException {
        String text = done.poll(10, TimeUnit.SECONDS);
        assertThat(text).as("it ran within ten seconds").isNotNull();
        return text;
    }

    private static void await(CountDownLatch gate) {
        try {
            assertThat(gate.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
