package fieldlink.ble;

import java.time.Instant;

/** What a subscriber gets, in the order in which it happened. */
public sealed interface SubscriptionEvent {
    /** When it happened, wall clock. */
    Instant at();

    <R> R accept(Visitor<R> visitor);

    /** The device notified a value. */
    record Value(GattValue value, Instant at) implements SubscriptionEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.value(this);
        }
    }

    /** The link went down, or notifications were lost on the way: until {@link Resumed} values may be missing. */
    record Gap(BleStatus cause, Instant at) implements SubscriptionEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.gap(this);
        }
    }

    /** Notifications are flowing again. What the device sent between {@code since} and {@code at} is lost. */
    record Resumed(Instant since, Instant at) implements SubscriptionEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.resumed(this);
        }
    }

    /** The last event: the subscription cannot go on (the characteristic is gone, the central was closed). */
    record Ended(BleException cause, Instant at) implements SubscriptionEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.ended(this);
        }
    }

    interface Visitor<R> {
        R value(Value event);

        R gap(Gap event);

        R resumed(Resumed event);

        R ended(Ended event);
    }
}
