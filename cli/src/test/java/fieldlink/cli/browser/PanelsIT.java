package fieldlink.cli.browser;

import fieldlink.cli.FreePorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
            Chromium.walk("panels.mjs", dashboard, gateway.password(), robotProject());
        }
    }

    /** Takes its time to load, so that one sees what is done meanwhile. */
    private String robotProject() throws IOException {
        Path file = home.resolve("project.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("main.py"));
            zip.write("""
                    import time
                    push_message = None
                    print('slow to wake', flush=True)
                    time.sleep(2)
                    class Arm:
                        def reach(self, far: int):
                            push_message('reached', {'far': far})
                            return far * 2
                    arm = Arm()
                    """.getBytes(StandardCharsets.UTF_8));
        }
        return file.toString();
    }
}
