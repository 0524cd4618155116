package fieldlink.cli.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.jobs.Retention;
import fieldlink.jobs.server.ServerSettings;
import fieldlink.jobs.store.SqliteJobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningServerIT {
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

    @TempDir
    Path directory;

    @Test
    void aServerThatFindsItsPortTakenLeavesNothingBehind() throws IOException, InterruptedException {
        Set<Thread> before = threads();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ServerSettings settings = ServerSettings.on("127.0.0.1", taken.getLocalPort());
            assertThatThrownBy(() -> start(settings))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageStartingWith("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
        for (Thread left : threads()) {
            if (!before.contains(left)) {
                left.join(TimeUnit.SECONDS.toMillis(10));
                assertThat(left.isAlive()).as(left.getName() + " has ended").isFalse();
            }
        }
        // Nor is the directory held by anybody.
        SqliteJobStore.open(directory).close();
    }

    private void start(ServerSettings settings) {
        Console console = new Console(new ByteArrayInputStream(new byte[0]), NOWHERE, NOWHERE, Map.of(), false);
        RunningServer.start(SqliteJobStore.open(directory), settings, Retention.DEFAULT, List.of(), console);
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("fieldlink-"))
                .collect(Collectors.toSet());
    }
}
