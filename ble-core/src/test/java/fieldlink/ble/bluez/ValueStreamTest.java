package fieldlink.ble.bluez;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ble.GattValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValueStreamTest {
    private static final GattValue ONE = GattValue.of(1);
    private static final GattValue TWO = GattValue.of(2);

    private final List<GattValue> notified = new ArrayList<>();
    private final ValueStream stream = new ValueStream(notified::add);

    @Test
    void withoutAReadEveryValueIsANotification() {
        stream.onValue(ONE);
        stream.onValue(ONE);

        assertThat(notified).containsExactly(ONE, ONE);
    }

    @Test
    void theEchoOfAReadIsNone() {
        stream.readBegins();
        stream.onValue(ONE);
        stream.readEnds(ONE);

        assertThat(notified).isEmpty();
    }

    @Test
    void notificationsDuringAReadWaitAndKeepTheirOrder() {
        stream.readBegins();
        stream.onValue(ONE);
        stream.onValue(TWO);
        stream.onValue(ONE);
        assertThat(notified).isEmpty();
        stream.readEnds(ONE);

        assertThat(notified).containsExactly(ONE, TWO);
    }

    @Test
    void aFailedReadHasNoEcho() {
        stream.readBegins();
        stream.onValue(ONE);
        stream.readFails();

        assertThat(notified).containsExactly(ONE);
    }

    @Test
    void aReadWithoutEchoTakesNoNotificationAway() {
        stream.readBegins();
        stream.onValue(TWO);
        stream.readEnds(ONE);

        assertThat(notified).containsExactly(TWO);
    }

    @Test
    void ofTwoReadsTheLastOneLetsGo() {
        stream.readBegins();
        stream.readBegins();
        stream.onValue(ONE);
        stream.readEnds(ONE);
        stream.onValue(TWO);
        assertThat(notified).isEmpty();
        stream.readEnds(GattValue.EMPTY);

        assertThat(notified).containsExactly(TWO);
    }
}
