package fieldlink.ble.bluez;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on the real bluetoothd, in a virtual machine with two controllers. */
class RealBluezContractIT extends BluezContract {
    private static BluezMachine machine;

    @BeforeAll
    static void boot() {
        machine = BluezMachine.boot();
    }

    @AfterAll
    static void shutDown() {
        if (machine != null) {
            machine.close();
        }
    }

    @Override
    protected Bench openBench() throws Exception {
        return new RealBench();
    }

    private static final class RealBench extends BluezBench {
        RealBench() throws Exception {
            super(machine.bus());
        }

        @Override
        public void vanish() {
            machine.run("btmgmt --index 1 power off");
        }

        @Override
        public void appear() {
            machine.run("btmgmt --index 1 power on");
        }

        @Override
        public void dropLink() {
            machine.run("btmgmt --index 1 disconnect -t 1 00:AA:01:00:00:00");
        }

        @Override
        public void restartService() {
            machine.run("bluetooth kill; bluetooth start");
        }
    }
}
