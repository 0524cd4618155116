package fieldlink.cli.browser;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's panels on the simulated world: panels.mjs has the steps. */
class PanelsIT {
    private static final String FIRST_PORT = "28730";

    @TempDir
    Path home;

    @BeforeAll
    static void browser() throws Exception {
        Chromium.require();
    }

    @Test
    void everyPartIsSeenAndMovedAndStopped() throws Exception {
        try (Running gateway = Running.fieldlink(home, "up", "--simulate", "--ports", FIRST_PORT)) {
            String dashboard = gateway.said("up +jobs: (http://\\S+)");
            gateway.said("(ready) in");
            Chromium.walk("panels.mjs", dashboard, gateway.password());
        }
    }
}
