package fieldlink.cli.gateway;

import fieldlink.ble.DeviceAddress;
import fieldlink.ble.session.BleSession;
import fieldlink.cli.gateway.equipment.Equipment;
import fieldlink.cli.gateway.equipment.Hubs;
import java.util.Map;
import java.util.Optional;

/** The PowerHubs that the gateway knows by name, over its own radio. */
final class PowerHubPart implements Part {
    private final Map<String, DeviceAddress> addresses;
    private final Equipment equipment;

    PowerHubPart(Map<String, DeviceAddress> addresses, Equipment equipment) {
        this.addresses = addresses;
        this.equipment = equipment;
    }

    @Override
    public String name() {
        return "powerhub";
    }

    @Override
    public Running start() {
        BleSession radio = equipment.radio().get();
        Hubs hubs = new Hubs(radio.client("gateway"), addresses);
        equipment.hubs().bring(hubs);
        return new Running() {
            @Override
            public String description() {
                return String.join(", ", hubs.names());
            }

            /** Its connections end with the radio that they were made over. */
            @Override
            public boolean makesProgress() {
                return equipment.radio().find().equals(Optional.of(radio));
            }

            @Override
            public void stop() {
                equipment.hubs().takeAway();
                hubs.close();
            }
        };
    }
}
