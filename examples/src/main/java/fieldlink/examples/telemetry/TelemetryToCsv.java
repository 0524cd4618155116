package fieldlink.examples.telemetry;

import fieldlink.ble.BleSettings;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.Radio;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.bluez.BluezRadio;
import fieldlink.ble.bluez.BluezSettings;
import fieldlink.ble.session.BleSession;
import fieldlink.ble.sim.SimulatedAir;
import fieldlink.ble.sim.SimulatedWorld;
import fieldlink.powerhub.Channel;
import fieldlink.powerhub.Telemetry;
import fieldlink.powerhub.ble.BleHubConnector;
import fieldlink.powerhub.client.HubClient;
import fieldlink.powerhub.client.TelemetryEvent;
import fieldlink.powerhub.sim.SimulatedHubs;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Prints three measurements of a hub as CSV. {@code --real ADDRESS} follows a PowerHub that you own. */
public final class TelemetryToCsv {
    private TelemetryToCsv() {}

    public static void main(String[] args) throws InterruptedException {
        if (args.length == 2 && args[0].equals("--real")) {
            follow(BluezRadio.of(BluezSettings.usual()), DeviceAddress.parse(args[1]));
            return;
        }
        SimulatedAir air = SimulatedAir.inRealTime();
        SimulatedWorld.furnish(air);
        SimulatedHubs hubs = SimulatedHubs.placeIn(air);
        try (hubs) {
            follow(air.radio(), SimulatedHubs.LATEST);
        }
    }

    private static void follow(Radio radio, DeviceAddress address) throws InterruptedException {
        BlockingQueue<TelemetryEvent> events = new LinkedBlockingQueue<>();
        try (BleSession session = BleSession.open(radio, BleSettings.DEFAULT);
                HubClient hub = HubClient.open(
                        new BleHubConnector(session.client("telemetry"), address, RequestOptions.DEFAULT))) {
            hub.followTelemetry(events::add);
            System.out.println("time,supply_mv,power_temp_centi,channel_0_amperes");
            for (int rows = 0; rows < 3; ) {
                // Also comes out of the stream: cut and torn frames, and what happens to the link.
                if (events.take() instanceof TelemetryEvent.Measured measured) {
                    System.out.println(Instant.now() + "," + row(measured.telemetry()));
                    rows++;
                }
            }
        }
    }

    private static String row(Telemetry now) {
        return now.supplyMillivolts().orElse(0) + "," + now.powerCentiDegrees().orElse(0) + ","
                + now.amperes(Channel.of(0)).orElse(0);
    }
}
