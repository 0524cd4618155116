package fieldlink.ble.sim;

import fieldlink.ble.AdapterName;
import fieldlink.ble.BleCentralContractTest;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.ContractDevice;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattValue;
import fieldlink.ble.Radio;

/** The contract on the simulated radio, in real time. */
public class SimulatedRadioContractTest extends BleCentralContractTest {
    @Override
    protected Bench openBench() {
        return new SimulatedBench();
    }

    private static final class SimulatedBench implements Bench {
        private final SimulatedAir air = SimulatedAir.inRealTime();
        private final ContractDevice server = new ContractDevice();
        private final SimulatedDevice device;

        SimulatedBench() {
            air.plug(new AdapterName("hci0"), DeviceAddress.parse("02:00:00:00:00:01"), 5);
            device = air.place(DeviceAddress.parse("02:00:00:00:01:01"), ContractDevice.definition(), server);
        }

        @Override
        public Radio radio() {
            return air.radio();
        }

        @Override
        public DeviceAddress device() {
            return device.address();
        }

        @Override
        public ContractDevice server() {
            return server;
        }

        @Override
        public void notify(CharacteristicId characteristic, GattValue value) {
            device.notify(characteristic, value);
        }

        @Override
        public void vanish() {
            device.vanish();
        }

        @Override
        public void appear() {
            device.appear();
        }

        @Override
        public void dropLink() {
            device.dropLink();
        }

        @Override
        public void restartService() {
            air.killService();
            air.startService();
        }

        @Override
        public void close() {
            air.close();
        }
    }
}
