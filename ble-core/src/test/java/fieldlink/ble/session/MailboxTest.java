package fieldlink.ble.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Queue<Runnable> delivery = new ArrayDeque<>();
    private final List<Integer> heard = new ArrayList<>();

    @Test
    void eventsComeInOrderAndOnTheDeliveryThreadOnly() {
        Mailbox<Integer> mailbox = new Mailbox<>(delivery::add, heard::add, () -> null);
        mailbox.offer(1);
        mailbox.offer(2);

        assertThat(heard).isEmpty();
        deliver();
        assertThat(heard).containsExactly(1, 2);
    }

    @Test
    void aListenerThatStandsStillLosesTheOldestAndCostsNoMoreThanItsLimit() {
        Mailbox<Integer> mailbox = new Mailbox<>(delivery::add, heard::add, () -> null);
        for (int i = 0; i < Mailbox.CAPACITY + 10; i++) {
            mailbox.offer(i);
        }

        deliver();

        assertThat(heard).hasSize(Mailbox.CAPACITY).startsWith(10).endsWith(Mailbox.CAPACITY + 9);
    }

    @Test
    void aLossIsMarkedOnceForEachTimeThatTheListenerFallsBehind() {
        Mailbox<Integer> mailbox = new Mailbox<>(delivery::add, heard::add, () -> -1);
        for (int i = 0; i < Mailbox.CAPACITY + 10; i++) {
            mailbox.offer(i);
        }
        deliver();

        assertThat(heard).filteredOn(event -> event == -1).hasSize(1);
        assertThat(heard).endsWith(Mailbox.CAPACITY + 9).hasSizeLessThanOrEqualTo(Mailbox.CAPACITY);
    }

    @Test
    void aListenerThatThrowsGetsTheNextEventAllTheSame() {
        Mailbox<Integer> mailbox = new Mailbox<>(
                delivery::add,
                event -> {
                    heard.add(event);
                    throw new IllegalStateException("on purpose");
                },
                () -> null);
        mailbox.offer(1);
        mailbox.offer(2);

        deliver();

        assertThat(heard).containsExactly(1, 2);
    }

    @Test
    void nothingIsDeliveredAfterClosing() {
        Mailbox<Integer> mailbox = new Mailbox<>(delivery::add, heard::add, () -> null);
        mailbox.offer(1);

        mailbox.close();
        deliver();
        mailbox.offer(2);

        assertThat(heard).isEmpty();
        assertThat(delivery).isEmpty();
    }

    private void deliver() {
        for (Runnable task = delivery.poll(); task != null; task = delivery.poll()) {
            task.run();
        }
    }
}
