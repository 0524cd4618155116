package fieldlink.examples.fade;

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
import fieldlink.powerhub.ChannelCommand;
import fieldlink.powerhub.CommandBatch;
import fieldlink.powerhub.Level;
import fieldlink.powerhub.ble.BleHubConnector;
import fieldlink.powerhub.client.Confirmation;
import fieldlink.powerhub.client.HubClient;
import fieldlink.powerhub.sim.SimulatedHubs;
import java.time.Duration;

/** Fades one output up and lets another blink, in one write. {@code --real ADDRESS} drives a PowerHub that you own. */
public final class FadeAnOutput {
    private FadeAnOutput() {}

    public static void main(String[] args) {
        if (args.length == 2 && args[0].equals("--real")) {
            fade(BluezRadio.of(BluezSettings.usual()), DeviceAddress.parse(args[1]));
            return;
        }
        SimulatedAir air = SimulatedAir.inRealTime();
        SimulatedWorld.furnish(air);
        SimulatedHubs hubs = SimulatedHubs.placeIn(air);
        try (hubs) {
            fade(air.radio(), SimulatedHubs.LATEST);
        }
    }

    private static void fade(Radio radio, DeviceAddress address) {
        try (BleSession session = BleSession.open(radio, BleSettings.DEFAULT);
                HubClient hub =
                        HubClient.open(new BleHubConnector(session.client("fade"), address, RequestOptions.DEFAULT))) {
            System.out.println("before: " + hub.readLevels());
            Confirmation seen = hub.sendAndConfirm(CommandBatch.of(
                    new ChannelCommand.Fade(Channel.of(0), Level.FULL, Duration.ofSeconds(2)),
                    new ChannelCommand.Blink(Channel.of(5), Duration.ofSeconds(1))));
            System.out.println("after: " + seen.seen());
        }
    }
}
