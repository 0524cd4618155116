package fieldlink.cli.gateway;

import fieldlink.jobs.robot.serve.RobotConfig;
import fieldlink.jobs.robot.serve.RobotServer;

/** The host of robot projects. */
final class RobotPart implements Part {
    private final RobotConfig config;

    RobotPart(RobotConfig config) {
        this.config = config;
    }

    @Override
    public String name() {
        return "robot";
    }

    @Override
    public Running start() {
        RobotServer server = RobotServer.of(config).start();
        return new Running() {
            @Override
            public String description() {
                return "http://" + config.address() + ":" + server.port();
            }

            @Override
            public void stop() {
                server.close();
            }
        };
    }
}
