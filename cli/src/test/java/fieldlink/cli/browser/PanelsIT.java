package fieldlink.cli.browser;

import fieldlink.cli.FreePorts;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's panels on the simulated world: panels.mjs has the steps. */
class PanelsIT {
    private static final int PORTS = 6;

    @TempDir
    Path home;

    @BeforeAll
    static void browser() throws Exception {
        Chromium.require();
    }

    @Test
    void everyPartIsSeenAndMovedAndStopped() throws Exception {
        String firstPort = Integer.toString(FreePorts.inARow(PORTS));
        try (Running gateway = Running.fieldlink(home, "up", "--simulate", "--ports", firstPort)) {
            String dashboard = gateway.said("up +jobs: (http://\\S+)");
            gateway.said("(ready) in");
            Chromium.walk("panels.mjs", dashboard, gateway.password());
        }
    }
}
