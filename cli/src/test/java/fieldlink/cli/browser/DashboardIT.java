package fieldlink.cli.browser;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard of the job server as an operator meets it: dashboard.mjs has the steps. */
class DashboardIT {
    @TempDir
    Path home;

    @BeforeAll
    static void browser() throws Exception {
        Chromium.require();
    }

    @Test
    void anOperatorsFirstHour() throws Exception {
        try (Running server = Running.fieldlink(
                home,
                "jobs",
                "serve",
                "--port",
                "0",
                "--data",
                home.resolve("queue").toString())) {
            Chromium.walk("dashboard.mjs", server.said("jobs at (http://\\S+);"), server.password());
        }
    }
}
