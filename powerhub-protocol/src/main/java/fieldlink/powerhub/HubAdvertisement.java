package fieldlink.powerhub;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What the hub says about itself while nobody is connected: connectable, and forever. Service and name are only in the
 * answer to an active scan.
 */
public final class HubAdvertisement {
    private static final int FLAGS = 0x01;
    private static final int COMPLETE_128_BIT_SERVICES = 0x07;
    private static final int COMPLETE_NAME = 0x09;
    private static final int GENERAL_DISCOVERABLE_NO_CLASSIC = 0x06;
    private static final int UUID_LENGTH = 16;

    private HubAdvertisement() {}

    /** The payload that a passive scan sees: flags alone. */
    public static WireBytes payload() {
        return WireBytes.of((byte) 2, (byte) FLAGS, (byte) GENERAL_DISCOVERABLE_NO_CLASSIC);
    }

    /** The answer to an active scan: service, then name. */
    public static WireBytes scanResponse() {
        byte[] name = HubUuid.NAME.getBytes(StandardCharsets.US_ASCII);
        byte[] response = new byte[2 + UUID_LENGTH + 2 + name.length];
        response[0] = UUID_LENGTH + 1;
        response[1] = COMPLETE_128_BIT_SERVICES;
        for (int i = 0; i < UUID_LENGTH; i++) {
            // On air a UUID stands with its last byte first.
            long half = i < 8 ? HubUuid.SERVICE.getLeastSignificantBits() : HubUuid.SERVICE.getMostSignificantBits();
            response[2 + i] = (byte) (half >>> (8 * (i % 8)));
        }
        int at = 2 + UUID_LENGTH;
        response[at] = (byte) (name.length + 1);
        response[at + 1] = COMPLETE_NAME;
        System.arraycopy(name, 0, response, at + 2, name.length);
        return WireBytes.adopt(response);
    }

    /**
     * Whether raw advertising bytes (payload or scan response) are a hub's, by name or by service.
     *
     * @throws WireFormatException when a structure in them is longer than what is left
     */
    public static boolean isHub(WireBytes advertising) {
        String name = "";
        List<UUID> services = new ArrayList<>();
        int at = 0;
        while (at < advertising.length() && advertising.u8(at) != 0) {
            int end = at + 1 + advertising.u8(at);
            if (end > advertising.length()) {
                throw new WireFormatException(
                        at,
                        "a structure of at most " + (advertising.length() - at - 1) + " bytes",
                        advertising.u8(at) + " bytes");
            }
            int type = advertising.u8(at + 1);
            if (type == COMPLETE_NAME) {
                name = new String(advertising.slice(at + 2, end).toByteArray(), StandardCharsets.UTF_8);
            } else if (type == COMPLETE_128_BIT_SERVICES) {
                for (int uuid = at + 2; uuid + UUID_LENGTH <= end; uuid += UUID_LENGTH) {
                    services.add(uuidOnAir(advertising, uuid));
                }
            }
            at = end;
        }
        return HubUuid.isHub(name, services);
    }

    private static UUID uuidOnAir(WireBytes advertising, int at) {
        long high = 0;
        long low = 0;
        for (int i = UUID_LENGTH - 1; i >= 0; i--) {
            high = (high << 8) | (low >>> 56);
            low = (low << 8) | advertising.u8(at + i);
        }
        return new UUID(high, low);
    }
}
