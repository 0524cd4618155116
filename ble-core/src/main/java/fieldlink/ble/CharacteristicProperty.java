package fieldlink.ble;

/** What may be done with a characteristic, as the device declares it. */
public enum CharacteristicProperty {
    BROADCAST,
    READ,
    WRITE_WITHOUT_RESPONSE,
    WRITE,
    NOTIFY,
    INDICATE,
    SIGNED_WRITE
}
