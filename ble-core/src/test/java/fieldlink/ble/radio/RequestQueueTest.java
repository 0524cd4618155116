package fieldlink.ble.radio;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ble.BleStatus;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.QueueSettings;
import fieldlink.ble.RequestPriority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RequestQueueTest {
    private static final DeviceAddress DEVICE = DeviceAddress.parse("02:00:00:00:00:01");
    private static final DeviceAddress OTHER = DeviceAddress.parse("02:00:00:00:00:02");
    private static final Duration START = Duration.ZERO;

    private final RequestQueue queue =
            new RequestQueue(new QueueSettings(true, Duration.ofSeconds(30), 4, 3, Duration.ofSeconds(4)));

    @Test
    void theMoreUrgentGoesFirst() {
        admit(1, RequestPriority.LOW);
        admit(2, RequestPriority.HIGH);
        admit(3, RequestPriority.NORMAL);

        assertThat(drain(queue, START)).containsExactly(2L, 3L, 1L);
    }

    @Property
    void insideAPriorityTheFirstComeIsTheFirstServed(@ForAll @Size(max = 40) List<RequestPriority> priorities) {
        RequestQueue wide =
                new RequestQueue(new QueueSettings(true, Duration.ofHours(1), 100, 100, Duration.ofSeconds(4)));
        for (int i = 0; i < priorities.size(); i++) {
            // One a second, so that the requests age while others come.
            wide.admit(request(i + 1, priorities.get(i), "a", Duration.ofSeconds(i)));
        }

        List<Long> served = drain(wide, Duration.ofSeconds(priorities.size()));

        for (RequestPriority priority : RequestPriority.values()) {
            assertThat(served.stream()
                            .filter(number -> priorities.get((int) (number - 1)) == priority)
                            .toList())
                    .isSorted();
        }
    }

    @Test
    void waitingMakesUrgent() {
        admit(1, RequestPriority.LOW);
        queue.admit(request(2, RequestPriority.HIGH, "b", Duration.ofSeconds(7)));

        assertThat(next(Duration.ofSeconds(7))).isEqualTo(2);
        assertThat(next(Duration.ofSeconds(8)))
                .as("after two steps LOW counts as HIGH, and it came first")
                .isEqualTo(1);
    }

    @Test
    void aFullQueueRefusesAndSaysSo() {
        for (int i = 1; i <= 4; i++) {
            assertThat(queue.admit(request(i, RequestPriority.NORMAL, "client " + i, START)))
                    .isInstanceOf(Admission.Admitted.class);
        }

        assertThat(queue.admit(request(5, RequestPriority.HIGH, "late", START)))
                .isInstanceOfSatisfying(Admission.Refused.class, refused -> {
                    assertThat(refused.failure().status()).isEqualTo(BleStatus.QUEUE_FULL);
                    assertThat(refused.failure().message()).contains("4 requests");
                });
    }

    @Test
    void oneClientCannotTakeTheWholeQueue() {
        for (int i = 1; i <= 3; i++) {
            queue.admit(request(i, RequestPriority.NORMAL, "greedy", START));
        }

        assertThat(queue.admit(request(4, RequestPriority.NORMAL, "greedy", START)))
                .isInstanceOf(Admission.Refused.class);
        assertThat(queue.admit(request(5, RequestPriority.NORMAL, "modest", START)))
                .isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void aRequestThatIsPutBackKeepsItsPlace() {
        admit(1, RequestPriority.NORMAL);
        admit(2, RequestPriority.NORMAL);
        Request first = queue.remove(1).orElseThrow();

        queue.putBack(first);

        assertThat(next(START)).isEqualTo(1);
    }

    @Test
    void oldRequestsAreSkippedOnlyWhenThatIsWanted() {
        Request old = request(1, RequestPriority.LOW, "a", START);

        assertThat(queue.isTooOld(old, Duration.ofSeconds(30))).isFalse();
        assertThat(queue.isTooOld(old, Duration.ofSeconds(31))).isTrue();
        queue.change(queue.settings().withAge(false, Duration.ofSeconds(30)));
        assertThat(queue.isTooOld(old, Duration.ofSeconds(31))).isFalse();
    }

    @Test
    void devicesComeInTheOrderOfTheirMostUrgentRequest() {
        admit(1, RequestPriority.NORMAL);
        queue.admit(new Request(2, "a", OTHER, new Operation.Borrow(), terms(RequestPriority.HIGH, START), 0));

        assertThat(queue.devicesByUrgency(START)).containsExactly(OTHER, DEVICE);
    }

    private void admit(long number, RequestPriority priority) {
        queue.admit(request(number, priority, "a", START));
    }

    private long next(Duration now) {
        return queue.nextFor(DEVICE, now).orElseThrow().number();
    }

    private static List<Long> drain(RequestQueue queue, Duration now) {
        List<Long> order = new ArrayList<>();
        while (queue.hasFor(DEVICE)) {
            long number = queue.nextFor(DEVICE, now).orElseThrow().number();
            queue.remove(number);
            order.add(number);
        }
        return order;
    }

    private static Request request(long number, RequestPriority priority, String client, Duration at) {
        return new Request(number, client, DEVICE, new Operation.Borrow(), terms(priority, at), 0);
    }

    private static Request.Terms terms(RequestPriority priority, Duration at) {
        return new Request.Terms(priority, "", at, at.plusSeconds(3600));
    }
}
