package fieldlink.ble.sensors;

import fieldlink.ble.DeviceAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The bind key of an encrypted BTHome device: 16 bytes, shown by the device's own app. Never printed. */
public final class BtHomeKey {
    private static final int LENGTH = 16;
    private static final int COUNTER_LENGTH = 4;
    /** UUID FCD2 as it stands in the advertisement. */
    private static final byte[] UUID = {(byte) 0xD2, (byte) 0xFC};

    private final byte[] bytes;

    private BtHomeKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param hex 32 hex digits */
    public static BtHomeKey parse(String hex) {
        if (!hex.trim().matches("[0-9a-fA-F]{32}")) {
            // The text may be a key with a slip, so it is not repeated.
            throw new IllegalArgumentException("a BTHome key has " + LENGTH * 2 + " hex digits; got "
                    + hex.trim().length() + " characters, or others than 0-9 and a-f");
        }
        return new BtHomeKey(HexFormat.of().parseHex(hex.trim()));
    }

    /**
     * @param info the first byte of the service data
     * @param sealed cipher text, counter and tag
     * @return the objects in the clear; empty when they were not sealed with this key for this device
     */
    Optional<byte[]> open(DeviceAddress device, byte info, byte[] sealed) {
        int end = sealed.length - AesCcm.TAG_LENGTH - COUNTER_LENGTH;
        byte[] counter = Arrays.copyOfRange(sealed, end, end + COUNTER_LENGTH);
        byte[] tag = Arrays.copyOfRange(sealed, end + COUNTER_LENGTH, sealed.length);
        return new AesCcm(bytes).open(nonce(device, info, counter), Arrays.copyOf(sealed, end), tag);
    }

    /** What a device sends: cipher text, counter, tag. */
    byte[] seal(DeviceAddress device, byte info, byte[] objects, byte[] counter) {
        byte[] sealed = new AesCcm(bytes).seal(nonce(device, info, counter), objects);
        byte[] packet = new byte[sealed.length + COUNTER_LENGTH];
        System.arraycopy(sealed, 0, packet, 0, objects.length);
        System.arraycopy(counter, 0, packet, objects.length, COUNTER_LENGTH);
        System.arraycopy(sealed, objects.length, packet, objects.length + COUNTER_LENGTH, AesCcm.TAG_LENGTH);
        return packet;
    }

    private static byte[] nonce(DeviceAddress device, byte info, byte[] counter) {
        byte[] nonce = new byte[AesCcm.NONCE_LENGTH];
        byte[] address = HexFormat.ofDelimiter(":").parseHex(device.value());
        System.arraycopy(address, 0, nonce, 0, address.length);
        System.arraycopy(UUID, 0, nonce, address.length, UUID.length);
        nonce[address.length + UUID.length] = info;
        System.arraycopy(counter, 0, nonce, AesCcm.NONCE_LENGTH - COUNTER_LENGTH, COUNTER_LENGTH);
        return nonce;
    }

    @Override
    public String toString() {
        return "BtHomeKey[hidden]";
    }
}
