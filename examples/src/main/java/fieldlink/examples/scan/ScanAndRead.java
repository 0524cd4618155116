package fieldlink.examples.scan;

import fieldlink.ble.BleCentral;
import fieldlink.ble.BleSettings;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattValue;
import fieldlink.ble.Radio;
import fieldlink.ble.Registration;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.ScanEvent;
import fieldlink.ble.ScanFilter;
import fieldlink.ble.bluez.BluezRadio;
import fieldlink.ble.bluez.BluezSettings;
import fieldlink.ble.session.BleSession;
import fieldlink.ble.sim.SimulatedAir;
import fieldlink.ble.sim.SimulatedWorld;
import java.util.concurrent.TimeUnit;

/** Prints who is heard within two seconds, and one's battery level. {@code --real ADDRESS} uses this machine's radio. */
public final class ScanAndRead {
    private static final CharacteristicId BATTERY_LEVEL = CharacteristicId.parse("180F/2A19");

    private ScanAndRead() {}

    public static void main(String[] args) throws Exception {
        boolean real = args.length == 2 && args[0].equals("--real");
        DeviceAddress device = real ? DeviceAddress.parse(args[1]) : SimulatedWorld.THERMOMETER;
        Radio radio = real ? BluezRadio.of(BluezSettings.usual()) : simulated();
        try (BleSession session = BleSession.open(radio, BleSettings.DEFAULT);
                BleCentral central = session.client("scan-and-read")) {
            Registration scan = central.scan(ScanFilter.ALL, ScanAndRead::print);
            try (scan) {
                TimeUnit.SECONDS.sleep(2);
            }
            GattValue value = central.read(device, BATTERY_LEVEL, RequestOptions.DEFAULT)
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            System.out.println("battery of " + device + ": " + value.at(0) + " %");
        }
    }

    private static void print(ScanEvent event) {
        if (event instanceof ScanEvent.Heard heard) {
            System.out.println(heard.advertisement().address() + " "
                    + heard.advertisement().rssi() + " dBm "
                    + heard.advertisement().knownName().orElse("-"));
        }
    }

    private static Radio simulated() {
        SimulatedAir air = SimulatedAir.inRealTime();
        SimulatedWorld.furnish(air);
        return air.radio();
    }
}
