package fieldlink.cli.gateway;

import fieldlink.cli.Console;
import fieldlink.cli.gateway.config.GatewayConfig;
import fieldlink.cli.gateway.equipment.Equipment;
import fieldlink.cli.jobs.RunningServer;
import fieldlink.jobs.JobStore;
import fieldlink.jobs.server.Panel;
import fieldlink.jobs.store.PostgresJobStore;
import fieldlink.jobs.store.SqliteJobStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The job server with its dashboard. */
final class JobsPart implements Part {
    private static final int DATABASE_CONNECTIONS = 8;
    private static final long PATIENCE_SECONDS = 5;

    private final GatewayConfig.Jobs config;
    private final Path directory;
    private final Equipment equipment;
    private final List<Panel> panels;
    private final Console console;

    JobsPart(GatewayConfig.Jobs config, Path directory, Equipment equipment, List<Panel> panels, Console console) {
        this.config = config;
        this.directory = directory;
        this.equipment = equipment;
        this.panels = panels;
        Map<String, String> environment = new HashMap<>(console.environment());
        environment.putAll(config.chat().variables());
        this.console = new Console(console.in(), console.out(), console.err(), environment, console.json());
    }

    @Override
    public String name() {
        return "jobs";
    }

    @Override
    public Running start() {
        RunningServer server = RunningServer.start(store(), config.server(), config.retention(), panels, console);
        equipment.queue().bring(server.queue());
        equipment.operators().bring(server::operator);
        return new Running() {
            @Override
            public String description() {
                return "http://" + config.server().host() + ":" + server.port();
            }

            @Override
            public boolean makesProgress() throws Exception {
                server.queue().devices().list().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return true;
            }

            @Override
            public List<String> metrics() {
                return server.metrics().lines().toList();
            }

            @Override
            public void stop() {
                equipment.operators().takeAway();
                equipment.queue().takeAway();
                server.stop();
            }
        };
    }

    private JobStore store() {
        GatewayConfig.Database database = config.databaseOrNull();
        return database == null
                ? SqliteJobStore.open(directory)
                : PostgresJobStore.open(new PostgresJobStore.Access(
                        database.url(), database.user(), database.password(), DATABASE_CONNECTIONS));
    }
}
