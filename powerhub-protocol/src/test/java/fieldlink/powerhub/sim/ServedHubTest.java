package fieldlink.powerhub.sim;

import fieldlink.powerhub.HubConnector;
import org.junit.jupiter.api.AfterEach;

/** The same contract over the simulated radio. */
class ServedHubTest extends HubLinkContract {
    private final HubOnAir air = new HubOnAir(FirmwareAge.HEAD);

    @AfterEach
    void close() {
        air.close();
    }

    @Override
    HubConnector connector() {
        return air.connector();
    }
}
