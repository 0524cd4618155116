package fieldlink.cli.gateway;

import fieldlink.ccm.config.HouseConfig;
import fieldlink.cli.actuator.BridgeProcess;
import fieldlink.cli.gateway.equipment.Handle;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The bridge that moves windows, curtains and valves. */
final class BridgePart implements Part {
    private final HouseConfig house;
    private final BridgeProcess.Files files;
    private final Consumer<String> remarks;
    private final Handle<BridgeProcess> handle;

    BridgePart(HouseConfig house, BridgeProcess.Files files, Consumer<String> remarks, Handle<BridgeProcess> handle) {
        this.house = house;
        this.files = files;
        this.remarks = remarks;
        this.handle = handle;
    }

    @Override
    public String name() {
        return "ccm";
    }

    @Override
    public Running start() throws IOException {
        BridgeProcess bridge = BridgeProcess.start(house, Optional.empty(), files, List.of(), remarks);
        handle.bring(bridge);
        return new Running() {
            @Override
            public String description() {
                return house.settings().actuators().size() + " actuators, commanded at " + files.socket();
            }

            @Override
            public void stop() {
                handle.takeAway();
                bridge.close();
            }
        };
    }
}
