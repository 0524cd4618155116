package fieldlink.cli.gateway;

import fieldlink.cli.gateway.config.GatewayConfig;
import fieldlink.cli.gateway.equipment.Equipment;
import fieldlink.jobs.robot.serve.RobotServer;
import fieldlink.jobs.robot.serve.TokenAccounts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The host of robot projects. */
final class RobotPart implements Part {
    private static final long PATIENCE_SECONDS = 5;

    private final GatewayConfig.Robot config;
    private final Equipment equipment;

    RobotPart(GatewayConfig.Robot config, Equipment equipment) {
        this.config = config;
        this.equipment = equipment;
    }

    @Override
    public String name() {
        return "robot";
    }

    @Override
    public Running start() {
        RobotServer server = server();
        try {
            server.start();
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        equipment.robot().bring(server);
        return new Running() {
            @Override
            public String description() {
                return "http://" + config.host().address() + ":" + server.port();
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
                equipment.robot().takeAway();
                server.close();
            }
        };
    }

    private RobotServer server() {
        return config.operators()
                ? new RobotServer(
                        config.host(),
                        new SharedAccounts(new TokenAccounts(config.host().tokens()), equipment.operators()))
                : RobotServer.of(config.host());
    }
}
