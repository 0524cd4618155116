package fieldlink.ble.sensors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The objects of one packet in the clear, read up to the first that is not understood. */
record BtHomeObjects(SensorReport report, @Nullable Integer packetNumber) {
    private static final String DEVICE = "BTHome";

    static BtHomeObjects read(byte[] objects) {
        return new Reader(objects).read();
    }

    private static final class Reader {
        private final byte[] bytes;
        private final List<Reading> readings = new ArrayList<>();
        private final List<String> remarks = new ArrayList<>();
        private final Map<String, Integer> counts = new HashMap<>();
        private @Nullable Integer packetNumber;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        BtHomeObjects read() {
            boolean understood = true;
            while (understood && at < bytes.length) {
                int id = bytes[at++] & 0xFF;
                understood = id == BtHomeTable.PACKET_NUMBER ? readPacketNumber() : readObject(id);
            }
            return new BtHomeObjects(new SensorReport(DEVICE, readings, remarks), packetNumber);
        }

        private boolean readPacketNumber() {
            if (at == bytes.length) {
                return stop("ends inside the packet number");
            }
            packetNumber = bytes[at++] & 0xFF;
            return true;
        }

        private boolean readObject(int id) {
            BtHomeObject object = BtHomeTable.find(id).orElse(null);
            if (object == null) {
                // Lengths come with the ids, so nothing behind an unknown one can be found.
                return stop("unknown object 0x%02X; it and what follows it was not read".formatted(id));
            }
            boolean hasLengthByte = object.length().isEmpty();
            if (hasLengthByte && at == bytes.length) {
                return stop("object 0x%02X has no length".formatted(id));
            }
            int length = hasLengthByte ? bytes[at++] & 0xFF : object.length().get();
            if (length > bytes.length - at) {
                return stop("object 0x%02X has %d of its %d bytes".formatted(id, bytes.length - at, length));
            }
            byte[] value = Arrays.copyOfRange(bytes, at, at + length);
            at += length;
            object.read(value, counts.merge(object.subject(), 1, Integer::sum)).ifPresent(readings::add);
            return true;
        }

        private boolean stop(String why) {
            remarks.add(why);
            return false;
        }
    }
}
