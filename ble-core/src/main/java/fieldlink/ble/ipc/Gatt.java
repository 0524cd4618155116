package fieldlink.ble.ipc;

import fieldlink.ble.BleCentral;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattLink;
import fieldlink.ble.GattValue;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.WriteMode;
import java.util.concurrent.CompletionStage;

/** Reading and writing at one device, over whatever link there is or over one that was borrowed. */
interface Gatt {
    CompletionStage<GattValue> read(CharacteristicId place, RequestOptions options);

    CompletionStage<Void> write(CharacteristicId place, GattValue value, WriteMode mode, RequestOptions options);

    static Gatt shared(BleCentral central, DeviceAddress device) {
        return new Gatt() {
            @Override
            public CompletionStage<GattValue> read(CharacteristicId place, RequestOptions options) {
                return central.read(device, place, options);
            }

            @Override
            public CompletionStage<Void> write(
                    CharacteristicId place, GattValue value, WriteMode mode, RequestOptions options) {
                return central.write(device, place, value, mode, options);
            }
        };
    }

    static Gatt borrowed(GattLink link) {
        return new Gatt() {
            @Override
            public CompletionStage<GattValue> read(CharacteristicId place, RequestOptions options) {
                return link.read(place, options);
            }

            @Override
            public CompletionStage<Void> write(
                    CharacteristicId place, GattValue value, WriteMode mode, RequestOptions options) {
                return link.write(place, value, mode, options);
            }
        };
    }
}
