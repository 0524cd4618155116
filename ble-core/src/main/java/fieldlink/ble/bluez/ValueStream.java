package fieldlink.ble.bluez;

import fieldlink.ble.GattValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The values of one characteristic that notifies. BlueZ announces a notification and the result of a read in the same
 * way, by a change of the property {@code Value}; the announcement of a read comes right before the read's reply. So while
 * a read is under way the values wait, and if it succeeds the last of them, when it is what was read, was its echo.
 */
final class ValueStream {
    private final Consumer<GattValue> notifications;
    private final Deque<GattValue> held = new ArrayDeque<>();
    private int reads;

    ValueStream(Consumer<GattValue> notifications) {
        this.notifications = notifications;
    }

    void onValue(GattValue value) {
        if (reads > 0) {
            held.add(value);
        } else {
            notifications.accept(value);
        }
    }

    void readBegins() {
        reads++;
    }

    void readEnds(GattValue result) {
        if (result.equals(held.peekLast())) {
            held.removeLast();
        }
        readFails();
    }

    void readFails() {
        reads--;
        while (reads == 0 && !held.isEmpty()) {
            notifications.accept(held.remove());
        }
    }
}
