package fieldlink.cli.gateway;

import fieldlink.cli.gateway.equipment.Handle;
import fieldlink.jobs.robot.serve.RobotConfig;
import fieldlink.jobs.robot.serve.RobotServer;

/** The host of robot projects. */
final class RobotPart implements Part {
    private final RobotConfig config;
    private final Handle<RobotServer> handle;

    RobotPart(RobotConfig config, Handle<RobotServer> handle) {
        this.config = config;
        this.handle = handle;
    }

    @Override
    public String name() {
        return "robot";
    }

    @Override
    public Running start() {
        RobotServer server = RobotServer.of(config).start();
        handle.bring(server);
        return new Running() {
            @Override
            public String description() {
                return "http://" + config.address() + ":" + server.port();
            }

            @Override
            public void stop() {
                handle.takeAway();
                server.close();
            }
        };
    }
}
