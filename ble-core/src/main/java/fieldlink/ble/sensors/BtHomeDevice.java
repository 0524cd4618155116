package fieldlink.ble.sensors;

import fieldlink.ble.DeviceAddress;
import fieldlink.ble.sensors.SensorOutcome.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one BTHome v2 device between its packets: its key, its last counter, its last packet number.
 * Immutable; each packet gives the next state.
 *
 * <p>A sealed packet is accepted only when its counter grew. Counters below 100 are accepted again, because devices
 * that lose their power start over: the format's own rule, and the price is that somebody who recorded such a packet
 * can send it again.
 */
public final class BtHomeDevice {
    private static final int ENCRYPTED = 0x01;
    private static final int ADDRESS_INSIDE = 0x02;
    private static final int VERSION = 2;
    private static final int ADDRESS_LENGTH = 6;
    private static final int COUNTER_LENGTH = 4;
    private static final int TRAILER_LENGTH = COUNTER_LENGTH + 4;
    private static final long RESTART_BELOW = 100;
    private static final Duration REPEAT_WINDOW = Duration.ofSeconds(4);
    private static final int REPEAT_DISTANCE = 64;

    private final DeviceAddress address;
    private final @Nullable BtHomeKey key;
    /** Of the last genuine packet; negative before the first. */
    private final long counter;

    private final int packetNumber;
    private final @Nullable Instant packetAt;

    private BtHomeDevice(
            DeviceAddress address,
            @Nullable BtHomeKey key,
            long counter,
            int packetNumber,
            @Nullable Instant packetAt) {
        this.address = address;
        this.key = key;
        this.counter = counter;
        this.packetNumber = packetNumber;
        this.packetAt = packetAt;
    }

    /** A device that sends in the clear. */
    public static BtHomeDevice open(DeviceAddress address) {
        return new BtHomeDevice(address, null, -1, 0, null);
    }

    /** A device that encrypts; whatever comes in the clear in its name is refused. */
    public static BtHomeDevice sealedWith(BtHomeKey key, DeviceAddress address) {
        return new BtHomeDevice(address, key, -1, 0, null);
    }

    /** The state after a packet, and what the packet said. */
    public record Step(BtHomeDevice next, SensorOutcome outcome) {}

    /** @param packet the service data of UUID FCD2 */
    public Step receive(byte[] packet, Instant now) {
        if (packet.length == 0) {
            return refused(Refusal.MALFORMED, "the service data is empty");
        }
        int info = packet[0] & 0xFF;
        if (info >> 5 != VERSION) {
            return refused(Refusal.OTHER_VERSION, "BTHome version " + (info >> 5) + "; only version 2 is understood");
        }
        int start = (info & ADDRESS_INSIDE) == 0 ? 1 : 1 + ADDRESS_LENGTH;
        if (packet.length < start) {
            return refused(Refusal.MALFORMED, "ends inside the device address");
        }
        byte[] body = Arrays.copyOfRange(packet, start, packet.length);
        if ((info & ENCRYPTED) == 0) {
            return key == null
                    ? accept(body, counter, now)
                    : refused(Refusal.DOWNGRADED, "came in the clear although a key is set for " + address);
        }
        DeviceAddress sender = start == 1 ? address : addressIn(packet);
        return key == null
                ? refused(Refusal.KEY_MISSING, "is encrypted; give the bind key of " + address)
                : unseal(key, sender, (byte) info, body, now);
    }

    private Step unseal(BtHomeKey bindKey, DeviceAddress sender, byte info, byte[] body, Instant now) {
        if (body.length < TRAILER_LENGTH) {
            return refused(Refusal.MALFORMED, "is too short for a counter and a tag");
        }
        // The tag first: a forged packet must not move the counter.
        byte[] objects = bindKey.open(sender, info, body).orElse(null);
        if (objects == null) {
            return refused(Refusal.NOT_GENUINE, "does not open with the key that is set for " + address);
        }
        long sent = counterOf(body);
        if (sent == counter) {
            return new Step(this, new SensorOutcome.Repeated());
        }
        if (sent < counter && sent >= RESTART_BELOW) {
            return refused(Refusal.REPLAYED, "has counter " + sent + " after " + counter);
        }
        return accept(objects, sent, now);
    }

    private Step accept(byte[] objects, long sent, Instant now) {
        BtHomeObjects read = BtHomeObjects.read(objects);
        Integer number = read.packetNumber();
        boolean repeated = number != null && isRepeat(number, now);
        BtHomeDevice next = number == null || repeated
                ? new BtHomeDevice(address, key, sent, packetNumber, packetAt)
                : new BtHomeDevice(address, key, sent, number, now);
        return new Step(next, repeated ? new SensorOutcome.Repeated() : new SensorOutcome.Report(read.report()));
    }

    /** Packet numbers wrap at 256, so "older" only means something close by and soon after. */
    private boolean isRepeat(int number, Instant now) {
        boolean soon = packetAt != null && Duration.between(packetAt, now).compareTo(REPEAT_WINDOW) < 0;
        return soon && ((packetNumber - number) & 0xFF) < REPEAT_DISTANCE;
    }

    private Step refused(Refusal why, String text) {
        return new Step(this, new SensorOutcome.Refused(why, text));
    }

    private static DeviceAddress addressIn(byte[] packet) {
        byte[] bytes = new byte[ADDRESS_LENGTH];
        for (int i = 0; i < ADDRESS_LENGTH; i++) {
            bytes[i] = packet[ADDRESS_LENGTH - i];
        }
        return DeviceAddress.parse(HexFormat.ofDelimiter(":").formatHex(bytes));
    }

    private static long counterOf(byte[] body) {
        long value = 0;
        for (int i = body.length - 5; i >= body.length - TRAILER_LENGTH; i--) {
            value = (value << 8) | (body[i] & 0xFF);
        }
        return value;
    }
}
