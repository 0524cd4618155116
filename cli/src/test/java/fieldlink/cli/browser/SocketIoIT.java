package fieldlink.cli.browser;

import fieldlink.jobs.robot.serve.RobotConfig;
import fieldlink.jobs.robot.serve.RobotServer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The socket.io clients of robots' own web pages, in a browser, on our robot server. */
class SocketIoIT {
    @TempDir
    Path storage;

    @BeforeAll
    static void browser() throws Exception {
        Chromium.require();
    }

    @Test
    void bothClientsTalkOverBothTransports() throws Exception {
        try (RobotServer server = RobotServer.of(
                        RobotConfig.DEFAULT.at("127.0.0.1", 0).in(storage))
                .start()) {
            Chromium.walk("socketio.mjs", "http://127.0.0.1:" + server.port());
        }
    }
}
