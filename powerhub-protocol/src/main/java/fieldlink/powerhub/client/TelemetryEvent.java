package fieldlink.powerhub.client;

import fieldlink.powerhub.HubException;
import fieldlink.powerhub.MonitorLayout;
import fieldlink.powerhub.Telemetry;
import fieldlink.powerhub.WireBytes;
import fieldlink.powerhub.WireFormatException;

/** What comes out of a telemetry stream: measurements, and everything that keeps them away. */
public sealed interface TelemetryEvent {
    <R> R accept(Visitor<R> visitor);

    /** One answer for each kind of event. */
    interface Visitor<R> {
        R measured(Telemetry telemetry);

        R truncated(Truncated event);

        R malformed(Malformed event);

        R interrupted();

        R resumed();

        R gaveUp(GaveUp event);
    }

    record Measured(Telemetry telemetry) implements TelemetryEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.measured(telemetry);
        }
    }

    /** The connection cut the notification. Nothing will come through until it has a larger transfer unit. */
    record Truncated(int bytes, int neededMtu) implements TelemetryEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.truncated(this);
        }
    }

    /** The bytes cannot be what the hub measured at one moment. */
    record Malformed(WireBytes bytes, String reason) implements TelemetryEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.malformed(this);
        }
    }

    /** The connection is gone; the client is trying to get it back. */
    record Interrupted() implements TelemetryEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.interrupted();
        }
    }

    /** The connection and the subscription are back. */
    record Resumed() implements TelemetryEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.resumed();
        }
    }

    /** The client stopped trying. */
    record GaveUp(HubException reason) implements TelemetryEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.gaveUp(this);
        }
    }

    /** What a notification says, on a hub whose reads have this layout. */
    static TelemetryEvent of(MonitorLayout layout, WireBytes notification) {
        if (notification.length() < layout.length()) {
            return new Truncated(notification.length(), layout.neededMtu());
        }
        try {
            Telemetry telemetry = Telemetry.decodeNotification(layout, notification);
            return telemetry.isTorn()
                    ? new Malformed(notification, "currents of two moments in one frame")
                    : new Measured(telemetry);
        } catch (WireFormatException e) {
            return new Malformed(notification, String.valueOf(e.getMessage()));
        }
    }
}
