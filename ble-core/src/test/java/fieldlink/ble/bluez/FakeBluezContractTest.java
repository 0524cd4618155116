package fieldlink.ble.bluez;

/** The contract on the fake BlueZ: quick, without tools, and with the order of signals that BlueZ has. */
class FakeBluezContractTest extends BluezContract {
    @Override
    protected Bench openBench() throws Exception {
        PrivateBus bus = new PrivateBus();
        FakeBluez bluez = new FakeBluez(bus.address());
        bluez.start("hci0", "hci1");
        return new FakeBench(bus, bluez);
    }

    private static final class FakeBench extends BluezBench {
        private final PrivateBus bus;
        private final FakeBluez bluez;

        FakeBench(PrivateBus bus, FakeBluez bluez) throws Exception {
            super(bus.address());
            this.bus = bus;
            this.bluez = bluez;
        }

        @Override
        public void vanish() {
            bluez.power("hci1", false);
        }

        @Override
        public void appear() {
            bluez.power("hci1", true);
        }

        @Override
        public void dropLink() {
            bluez.dropLinks("hci1");
        }

        @Override
        public void restartService() {
            bluez.kill();
            bluez.start("hci0", "hci1");
        }

        @Override
        public void close() {
            super.close();
            bluez.close();
            bus.close();
        }
    }
}
