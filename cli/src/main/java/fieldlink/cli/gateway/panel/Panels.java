package fieldlink.cli.gateway.panel;

import fieldlink.cli.gateway.config.GatewayConfig;
import fieldlink.cli.gateway.equipment.Equipment;
import fieldlink.jobs.server.Panel;
import java.util.ArrayList;
import java.util.List;

/** The gateway's panels. They work with whatever the equipment has at the moment, and say so when it has nothing. */
public final class Panels {
    private Panels() {}

    /** @param parts what is configured: what is not has no page and no stop button */
    public static List<Panel> of(GatewayConfig.Parts parts, Equipment equipment) {
        List<Panel> panels = new ArrayList<>();
        parts.ccm().ifPresent(ccm -> panels.add(new GreenhousePanel(equipment.bridge())));
        parts.powerHub().ifPresent(hubs -> panels.add(new HubPanel(equipment.hubs())));
        parts.ble().ifPresent(ble -> panels.add(new BlePanel(equipment.radio())));
        parts.robot().ifPresent(robot -> panels.add(new RobotPanel(equipment.robot())));
        return List.copyOf(panels);
    }
}
