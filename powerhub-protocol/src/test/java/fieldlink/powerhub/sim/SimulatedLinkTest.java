package fieldlink.powerhub.sim;

import fieldlink.powerhub.BatchLimits;
import fieldlink.powerhub.HubConnector;

class SimulatedLinkTest extends HubLinkContract {
    private final SimulatedConnector connector =
            new SimulatedConnector(new HubSimulator(FirmwareAge.HEAD), BatchLimits.PREFERRED_MTU, event -> {});

    @Override
    HubConnector connector() {
        return connector;
    }
}
