package fieldlink.ble.wire;

import fieldlink.ble.AdapterName;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattValue;
import fieldlink.ble.RecoveryStep;
import fieldlink.ble.ScanFilter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a client asks the daemon for. Most are named after their word on the wire. */
public sealed interface Command {
    <R> R accept(Visitor<R> visitor);

    record GetStatus() implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.getStatus(this);
        }
    }

    /** @param address as the client wrote it: also what is no address gets the answer "not found" */
    record GetScanResult(String address) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.getScanResult(this);
        }
    }

    /**
     * {@code get_scan_data}.
     *
     * @param service as the client wrote it; null for none
     */
    record LookUpDevice(String address, @Nullable String service) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.lookUpDevice(this);
        }
    }

    /** @param link the borrowed link to use and no other; null for whichever there is */
    record ReadSensor(
            Target target, Urgency urgency, @Nullable String link) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.readSensor(this);
        }
    }

    record SendCommand(
            Target target,
            GattValue value,
            Reply reply,
            Urgency urgency,
            @Nullable String link) implements Command {
        /** What the sender wants to hear of a write. */
        public enum Reply {
            /** That it was sent. */
            NONE,
            /** That the device acknowledged it. */
            ACKNOWLEDGED,
            /** The value that the characteristic has afterwards: {@code response_required} of the first clients. */
            READ_BACK
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.sendCommand(this);
        }
    }

    /** @param spelling of the characteristic as the client wrote it, for it to recognise in notifications */
    record SubscribeNotifications(
            Target target, String spelling, @Nullable String callbackId, Urgency urgency) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.subscribeNotifications(this);
        }
    }

    record UnsubscribeNotifications(String callbackId) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unsubscribeNotifications(this);
        }
    }

    record GetQueueConfig() implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.getQueueConfig(this);
        }
    }

    record GetQueueStatus() implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.getQueueStatus(this);
        }
    }

    record GetQueueStats() implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.getQueueStats(this);
        }
    }

    /** @param maxAge null to leave it as it is */
    record UpdateQueueConfig(boolean skipOld, @Nullable Duration maxAge) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.updateQueueConfig(this);
        }
    }

    /** @param subject the id of the request that is asked about, as text */
    record GetRequestStatus(String subject) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.getRequestStatus(this);
        }
    }

    record CancelRequest(String subject) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.cancelRequest(this);
        }
    }

    record GetHistory(DeviceAddress device) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.getHistory(this);
        }
    }

    /** @param offset devices to leave out, in the order of their addresses */
    record ListDevices(ScanFilter filter, int offset) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.listDevices(this);
        }
    }

    record SubscribeScan(ScanFilter filter) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.subscribeScan(this);
        }
    }

    record UnsubscribeScan() implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unsubscribeScan(this);
        }
    }

    record DescribeDevice(DeviceAddress device, Urgency urgency) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.describeDevice(this);
        }
    }

    /** Subscribe, write, and give back what the device notifies next: the shape of most device protocols. */
    record WriteThenNotify(Target write, GattValue value, CharacteristicId answer, Urgency urgency) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.writeThenNotify(this);
        }
    }

    record BorrowLink(DeviceAddress device, Urgency urgency) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.borrowLink(this);
        }
    }

    record ReturnLink(String link) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.returnLink(this);
        }
    }

    /** Everything that {@code ble status} shows. */
    record GetHealth() implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.getHealth(this);
        }
    }

    record GetMetrics() implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.getMetrics(this);
        }
    }

    record Recover(AdapterName adapter, RecoveryStep step) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.recover(this);
        }
    }

    record Forget(DeviceAddress device) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.forget(this);
        }
    }

    /** The first command on a connection whose transport does not tell who is calling. */
    record Authenticate(String token) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.authenticate(this);
        }

        @Override
        public String toString() {
            return "Authenticate[hidden]";
        }
    }

    interface Visitor<R> {
        R getStatus(GetStatus command);

        R getScanResult(GetScanResult command);

        R lookUpDevice(LookUpDevice command);

        R readSensor(ReadSensor command);

        R sendCommand(SendCommand command);

        R subscribeNotifications(SubscribeNotifications command);

        R unsubscribeNotifications(UnsubscribeNotifications command);

        R getQueueConfig(GetQueueConfig command);

        R getQueueStatus(GetQueueStatus command);

        R getQueueStats(GetQueueStats command);

        R updateQueueConfig(UpdateQueueConfig command);

        R getRequestStatus(GetRequestStatus command);

        R cancelRequest(CancelRequest command);

        R getHistory(GetHistory command);

        R listDevices(ListDevices command);

        R subscribeScan(SubscribeScan command);

        R unsubscribeScan(UnsubscribeScan command);

        R describeDevice(DescribeDevice command);

        R writeThenNotify(WriteThenNotify command);

        R borrowLink(BorrowLink command);

        R returnLink(ReturnLink command);

        R getHealth(GetHealth command);

        R getMetrics(GetMetrics command);

        R recover(Recover command);

        R forget(Forget command);

        R authenticate(Authenticate command);
    }
}
