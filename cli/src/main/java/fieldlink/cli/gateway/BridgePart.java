package fieldlink.cli.gateway;

import fieldlink.ccm.config.HouseConfig;
import fieldlink.ccm.engine.ActuatorStatus;
import fieldlink.ccm.engine.Engine;
import fieldlink.ccm.engine.Sending;
import fieldlink.cli.actuator.BridgeProcess;
import fieldlink.cli.gateway.config.GatewayConfig;
import fieldlink.cli.gateway.equipment.Handle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The bridge that moves windows, curtains and valves. */
final class BridgePart implements Part {
    private final GatewayConfig.Ccm config;
    private final BridgeProcess.Files files;
    private final Consumer<String> remarks;
    private final Handle<BridgeProcess> handle;

    BridgePart(
            GatewayConfig.Ccm config,
            BridgeProcess.Files files,
            Consumer<String> remarks,
            Handle<BridgeProcess> handle) {
        this.config = config;
        this.files = files;
        this.remarks = remarks;
        this.handle = handle;
    }

    @Override
    public String name() {
        return "ccm";
    }

    @Override
    public boolean isVital() {
        return true;
    }

    @Override
    public Running start() throws IOException {
        HouseConfig house = config.house();
        BridgeProcess bridge = BridgeProcess.start(house, Optional.empty(), files, config.allowed(), remarks);
        Engine engine = bridge.engine();
        handle.bring(bridge);
        return new Running() {
            private Engine.Progress before = engine.progress();

            @Override
            public String description() {
                return house.settings().actuators().size() + " actuators, commanded at " + files.socket();
            }

            @Override
            public boolean makesProgress() {
                Engine.Progress now = engine.progress();
                boolean goesOn = now.since(before);
                before = now;
                return goesOn;
            }

            @Override
            public List<String> metrics() {
                return lines(engine);
            }

            @Override
            public void stop() {
                handle.takeAway();
                bridge.close();
            }
        };
    }

    private static List<String> lines(Engine engine) {
        Sending sending = engine.sending();
        List<String> lines = new ArrayList<>(List.of(
                "fieldlink_ccm_emergency " + (engine.isLatched() ? 1 : 0),
                "fieldlink_ccm_packets_total " + sending.packets(),
                "fieldlink_ccm_packets_refused_total " + sending.refused(),
                "fieldlink_ccm_packets_failed_total " + sending.failures(),
                "fieldlink_ccm_dropped_total " + engine.dropped()));
        for (ActuatorStatus status : engine.actuators()) {
            Double percent = status.percentOrNull();
            if (percent != null) {
                lines.add("fieldlink_ccm_position_percent{actuator=\"" + status.name() + "\"} " + percent);
            }
        }
        return lines;
    }
}
