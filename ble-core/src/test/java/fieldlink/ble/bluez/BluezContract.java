package fieldlink.ble.bluez;

import fieldlink.ble.AdapterName;
import fieldlink.ble.BleCentralContractTest;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.ContractDevice;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattServer;
import fieldlink.ble.GattValue;
import fieldlink.ble.Radio;
import fieldlink.ble.RadioEvent;
import fieldlink.ble.Recorder;
import fieldlink.ble.ServedDevice;
import fieldlink.ble.WriteMode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The contract on BlueZ in both its roles: one radio serves the contract's device on hci1, the radio under test hears it on
 * hci0. What a subclass adds is how the outside world interferes.
 */
abstract class BluezContract extends BleCentralContractTest {
    static final AdapterName CENTRAL = new AdapterName("hci0");
    static final AdapterName PERIPHERAL = new AdapterName("hci1");

    abstract static class BluezBench implements Bench {
        private final ContractDevice server = new ContractDevice();
        private final Set<CharacteristicId> subscribed = ConcurrentHashMap.newKeySet();
        private final BluezRadio central;
        private final BluezRadio peripheral;
        private final ServedDevice served;

        BluezBench(BusAddress bus) throws Exception {
            BluezSettings settings = BluezSettings.usual().withBus(bus);
            central = BluezRadio.of(settings.withAdapters(CENTRAL));
            peripheral = BluezRadio.of(settings.withAdapters(PERIPHERAL));
            Recorder<RadioEvent> events = new Recorder<>();
            peripheral.open(events);
            events.next(
                    event -> event instanceof RadioEvent.AdapterAdded added
                            && added.info().powered(),
                    PATIENCE);
            served = peripheral
                    .serve(PERIPHERAL, ContractDevice.definition(), observed())
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        @Override
        public Radio radio() {
            return central;
        }

        @Override
        public DeviceAddress device() {
            return served.address();
        }

        @Override
        public ContractDevice server() {
            return server;
        }

        /** A device that was not told of the subscription yet would not send anything. */
        @Override
        public void notify(CharacteristicId characteristic, GattValue value) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!subscribed.contains(characteristic) && System.nanoTime() < end) {
                LockSupport.parkNanos(1_000_000);
            }
            served.notify(characteristic, value);
        }

        private GattServer observed() {
            return new GattServer() {
                @Override
                public GattValue onRead(CharacteristicId characteristic) {
                    return server.onRead(characteristic);
                }

                @Override
                public void onWrite(CharacteristicId characteristic, GattValue value, WriteMode mode) {
                    server.onWrite(characteristic, value, mode);
                }

                @Override
                public void onSubscription(CharacteristicId characteristic, boolean on) {
                    if (on) {
                        subscribed.add(characteristic);
                    } else {
                        subscribed.remove(characteristic);
                    }
                }
            };
        }

        @Override
        public void close() {
            peripheral.close();
        }
    }
}
