package fieldlink.powerhub;

import java.util.Collection;
import java.util.UUID;

/** The hub's UUIDs, and the forms in which people write them. */
public final class HubUuid {
    /** The service, as the hub advertises it. */
    public static final UUID SERVICE = new UUID(0x5e0b_0001_6f72_4761L, 0x8e3e_7a1c_1b5f_9b11L);

    /** The name the hub advertises. */
    public static final String NAME = "PowerHub";

    private static final long BASE_HIGH = 0x0000_0000_0000_1000L;
    private static final long BASE_LOW = 0x8000_0080_5f9b_34fbL;
    private static final int SHORT_SHIFT = 32;

    /** The service as the published document prints it: bytes in the order of the air, two of them swapped. */
    private static final UUID PRINTED_IN_DOCUMENT = new UUID(0x119b_5f1b_1c7a_3e8eL, 0x6147_672f_0100_0b5eL);

    private static final int FULL_DIGITS = 32;

    private HubUuid() {}

    /** A 16-bit or 32-bit UUID in its full form. */
    public static UUID ofShort(int shortUuid) {
        return new UUID(((shortUuid & 0xffff_ffffL) << SHORT_SHIFT) | BASE_HIGH, BASE_LOW);
    }

    /**
     * Reads a UUID of 4, 8 or 32 hex digits, with or without dashes (wherever they stand), braces or {@code 0x}, in any
     * case. The service UUID is also understood with its bytes reversed, and as the published document misprints it.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static UUID parse(String text) {
        long high = 0;
        long low = 0;
        int digits = 0;
        for (int i = text.startsWith("0x") || text.startsWith("0X") ? 2 : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = Character.digit(c, 16);
            if (digit >= 0) {
                high = (high << 4) | (low >>> 60);
                low = (low << 4) | digit;
                digits++;
            } else if (c != '-' && c != '{' && c != '}') {
                throw new IllegalArgumentException("'" + text + "' is no UUID: '" + c + "' at character " + (i + 1));
            }
        }
        if (digits == 4 || digits == 8) {
            return ofShort((int) low);
        }
        if (digits != FULL_DIGITS) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no UUID: it has " + digits + " hex digits, a UUID has 4, 8 or " + FULL_DIGITS);
        }
        UUID uuid = new UUID(high, low);
        return isServiceMisspelt(uuid) ? SERVICE : uuid;
    }

    private static boolean isServiceMisspelt(UUID uuid) {
        UUID reversed = new UUID(
                Long.reverseBytes(uuid.getLeastSignificantBits()), Long.reverseBytes(uuid.getMostSignificantBits()));
        return uuid.equals(PRINTED_IN_DOCUMENT) || reversed.equals(SERVICE);
    }

    /**
     * Whether an advertisement is a hub's: by name or by service. Both, because a firmware built with optimisation
     * advertises a garbled UUID.
     */
    public static boolean isHub(String localName, Collection<UUID> services) {
        return localName.equals(NAME) || services.contains(SERVICE);
    }
}
