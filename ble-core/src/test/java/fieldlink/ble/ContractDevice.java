package fieldlink.ble;

import static fieldlink.ble.CharacteristicProperty.NOTIFY;
import static fieldlink.ble.CharacteristicProperty.READ;
import static fieldlink.ble.CharacteristicProperty.WRITE;
import static fieldlink.ble.CharacteristicProperty.WRITE_WITHOUT_RESPONSE;

import fieldlink.ble.DeviceDefinition.Characteristic;
import fieldlink.ble.DeviceDefinition.Service;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The device that every radio under contract must offer: its definition and how it answers. */
public final class ContractDevice implements GattServer {
    public static final String NAME = "Contract";
    public static final Uuid SERVICE = Uuid.of(0xFFF0);

    /** Holds what was written last. */
    public static final CharacteristicId CELL = CharacteristicId.of(SERVICE, Uuid.of(0xFFF1));

    /** Takes writes without response. */
    public static final CharacteristicId SINK = CharacteristicId.of(SERVICE, Uuid.of(0xFFF2));

    /** Notifies. */
    public static final CharacteristicId FIRST = CharacteristicId.of(SERVICE, Uuid.of(0xFFF3));

    public static final CharacteristicId SECOND = CharacteristicId.of(SERVICE, Uuid.of(0xFFF4));

    /** Answers every read and write with ATT error 0x80. */
    public static final CharacteristicId STUBBORN = CharacteristicId.of(SERVICE, Uuid.of(0xFFF5));

    public static final int STUBBORN_ERROR = 0x80;

    private final List<GattValue> sunk = new CopyOnWriteArrayList<>();
    private volatile GattValue cell = GattValue.of(0);

    public ContractDevice() {}

    public static DeviceDefinition definition() {
        return new DeviceDefinition(
                AdvertisedContent.named(NAME).withServices(SERVICE),
                List.of(new Service(
                        SERVICE,
                        List.of(
                                Characteristic.of(CELL.characteristic(), READ, WRITE),
                                Characteristic.of(SINK.characteristic(), WRITE_WITHOUT_RESPONSE),
                                Characteristic.of(FIRST.characteristic(), READ, NOTIFY),
                                Characteristic.of(SECOND.characteristic(), NOTIFY),
                                Characteristic.of(STUBBORN.characteristic(), READ, WRITE)))));
    }

    /** What was written without response, in order. */
    public List<GattValue> sunk() {
        return List.copyOf(sunk);
    }

    @Override
    public GattValue onRead(CharacteristicId characteristic) {
        if (characteristic.equals(STUBBORN)) {
            throw BleException.att(STUBBORN_ERROR, "it will not");
        }
        return characteristic.equals(CELL) ? cell : GattValue.EMPTY;
    }

    @Override
    public void onWrite(CharacteristicId characteristic, GattValue value, WriteMode mode) {
        if (characteristic.equals(STUBBORN)) {
            throw BleException.att(STUBBORN_ERROR, "it will not");
        }
        if (characteristic.equals(SINK)) {
            sunk.add(value);
        } else {
            cell = value;
        }
    }
}
