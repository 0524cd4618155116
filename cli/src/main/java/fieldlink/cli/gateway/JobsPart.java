package fieldlink.cli.gateway;

import fieldlink.cli.Console;
import fieldlink.cli.jobs.RunningServer;
import fieldlink.jobs.Retention;
import fieldlink.jobs.server.ServerSettings;
import fieldlink.jobs.store.SqliteJobStore;
import java.nio.file.Path;
import java.util.List;

/** The job server with its dashboard. */
final class JobsPart implements Part {
    private final ServerSettings settings;
    private final Path directory;
    private final Console console;

    JobsPart(ServerSettings settings, Path directory, Console console) {
        this.settings = settings;
        this.directory = directory;
        this.console = console;
    }

    @Override
    public String name() {
        return "jobs";
    }

    @Override
    public Running start() {
        RunningServer server =
                RunningServer.start(SqliteJobStore.open(directory), settings, Retention.DEFAULT, List.of(), console);
        return new Running() {
            @Override
            public String description() {
                return "http://" + settings.host() + ":" + server.port();
            }

            @Override
            public void stop() {
                server.stop();
            }
        };
    }
}
