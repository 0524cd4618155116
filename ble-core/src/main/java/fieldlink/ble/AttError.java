package fieldlink.ble;

import java.util.Map;

/** The ATT error codes of the Bluetooth specification, in words. */
public final class AttError {
    public static final int INVALID_HANDLE = 0x01;
    public static final int READ_NOT_PERMITTED = 0x02;
    public static final int WRITE_NOT_PERMITTED = 0x03;
    public static final int INSUFFICIENT_AUTHENTICATION = 0x05;
    public static final int REQUEST_NOT_SUPPORTED = 0x06;
    public static final int INVALID_OFFSET = 0x07;
    public static final int INSUFFICIENT_AUTHORIZATION = 0x08;
    public static final int INVALID_ATTRIBUTE_LENGTH = 0x0D;
    public static final int UNLIKELY_ERROR = 0x0E;
    public static final int INSUFFICIENT_ENCRYPTION = 0x0F;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(INVALID_HANDLE, "invalid handle"),
            Map.entry(READ_NOT_PERMITTED, "read not permitted"),
            Map.entry(WRITE_NOT_PERMITTED, "write not permitted"),
            Map.entry(0x04, "invalid PDU"),
            Map.entry(INSUFFICIENT_AUTHENTICATION, "insufficient authentication"),
            Map.entry(REQUEST_NOT_SUPPORTED, "request not supported"),
            Map.entry(INVALID_OFFSET, "invalid offset"),
            Map.entry(INSUFFICIENT_AUTHORIZATION, "insufficient authorization"),
            Map.entry(0x09, "prepare queue full"),
            Map.entry(0x0A, "attribute not found"),
            Map.entry(0x0B, "attribute not long"),
            Map.entry(0x0C, "encryption key too short"),
            Map.entry(INVALID_ATTRIBUTE_LENGTH, "invalid attribute value length"),
            Map.entry(UNLIKELY_ERROR, "unlikely error"),
            Map.entry(INSUFFICIENT_ENCRYPTION, "insufficient encryption"),
            Map.entry(0x10, "unsupported group type"),
            Map.entry(0x11, "insufficient resources"),
            Map.entry(0x12, "database out of sync"),
            Map.entry(0x13, "value not allowed"),
            Map.entry(0xFC, "write request rejected"),
            Map.entry(0xFD, "CCC descriptor improperly configured"),
            Map.entry(0xFE, "procedure already in progress"),
            Map.entry(0xFF, "out of range"));

    private AttError() {}

    /** The specification's name of a code; the device's own codes (0x80 to 0x9F) have none. */
    public static String name(int code) {
        String hex = String.format(java.util.Locale.ROOT, "0x%02x", code);
        String known = NAMES.get(code);
        if (known != null) {
            return hex + " " + known;
        }
        return hex + (code >= 0x80 && code <= 0x9F ? " defined by the device" : " unassigned");
    }

    static String advice(int code) {
        return switch (code) {
            case INSUFFICIENT_AUTHENTICATION, INSUFFICIENT_ENCRYPTION, 0x0C -> "pair with the device first";
            case INVALID_ATTRIBUTE_LENGTH -> "check how many bytes the characteristic takes";
            case UNLIKELY_ERROR -> "the device did not say why; it may have dropped the link meanwhile";
            default -> "";
        };
    }
}
