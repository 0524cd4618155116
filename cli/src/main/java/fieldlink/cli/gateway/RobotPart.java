package fieldlink.cli.gateway;

import fieldlink.cli.gateway.equipment.Handle;
import fieldlink.jobs.robot.serve.RobotConfig;
import fieldlink.jobs.robot.serve.RobotServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The host of robot projects. */
final class RobotPart implements Part {
    private static final long PATIENCE_SECONDS = 5;

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
        RobotServer server = RobotServer.of(config);
        try {
            server.start();
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        handle.bring(server);
        return new Running() {
            @Override
            public String description() {
                return "http://" + config.address() + ":" + server.port();
            }

            @Override
            public boolean makesProgress() throws Exception {
                CompletableFuture<Object> answer = new CompletableFuture<>();
                server.host().status(answer::complete);
                answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return true;
            }

            @Override
            public List<String> metrics() throws Exception {
                return server.metrics()
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .lines()
                        .toList();
            }

            @Override
            public void stop() {
                handle.takeAway();
                server.close();
            }
        };
    }
}
