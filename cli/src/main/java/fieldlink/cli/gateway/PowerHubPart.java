package fieldlink.cli.gateway;

import fieldlink.ble.DeviceAddress;
import fieldlink.cli.gateway.equipment.Equipment;
import fieldlink.cli.gateway.equipment.Hubs;
import java.util.Map;

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
        Hubs hubs = new Hubs(equipment.radio().get().client("gateway"), addresses);
        equipment.hubs().bring(hubs);
        return new Running() {
            @Override
            public String description() {
                return String.join(", ", hubs.names());
            }

            @Override
            public void stop() {
                equipment.hubs().takeAway();
                hubs.close();
            }
        };
    }
}
