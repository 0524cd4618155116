package fieldlink.jobs.robot.serve;

import static fieldlink.jobs.robot.serve.Rig.code;
import static fieldlink.jobs.robot.serve.Rig.result;
import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.robot.serve.Rig.User;
import fieldlink.jobs.robot.worker.PythonSettings;
import fieldlink.jobs.robot.worker.WorkerLimits;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a project may use of the machine. */
class WorkerLimitsIT {
    private static final String GREEDY = """
            import os, resource
            class Ctl:
                def __init__(self): self.held = []
                def ping(self): return 1
                def take(self, megabytes): self.held.append(bytearray(megabytes << 20)); return len(self.held)
                def spin(self):
                    while True: pass
                def shout(self):
                    while True: print('x' * 60_000)
                def open(self, files): self.held += [open(os.devnull) for _ in range(files)]
                def processes(self): return resource.getrlimit(resource.RLIMIT_NPROC)
            ctl = Ctl()
            """;

    @TempDir
    Path storage;

    @Test
    void memoryAboveTheLimitIsAnErrorOfTheCall() throws Exception {
        try (Rig rig = rig(new WorkerLimits(400L << 20, 0, 0, 0))) {
            User user = user(rig);
            assertThat(result(user.call("take", "{\"megabytes\":50}")).asInt()).isEqualTo(1);
            assertThat(code(user.call("take", "{\"megabytes\":1000}"))).isEqualTo("03001");
            user.expectAlive();
        }
    }

    @Test
    void aWorkerThatHasUsedUpItsProcessorTimeIsReplaced() throws Exception {
        try (Rig rig = rig(new WorkerLimits(0, 1, 0, 0))) {
            User user = user(rig);
            JsonNode lost = user.call("spin", "{}");
            assertThat(code(lost)).isEqualTo("03008");
            assertThat(lost.path("message").asString()).contains("signal");
            user.expectAlive();
        }
    }

    @Test
    void outputWithoutEndIsTheEndOfTheWorker() throws Exception {
        try (Rig rig = rig(WorkerLimits.NONE)) {
            User user = user(rig);
            JsonNode lost = user.call("shout", "{}");
            assertThat(code(lost)).isEqualTo("03008");
            assertThat(lost.path("message").asString()).contains("it printed more than 64 MiB within 5 s");
            user.expectAlive();
        }
    }

    @Test
    void filesAndProcessesAreCounted() throws Exception {
        try (Rig rig = rig(new WorkerLimits(0, 0, 64, 4000))) {
            User user = user(rig);
            assertThat(user.call("open", "{\"files\":100}").path("message").asString())
                    .contains("Too many open files");
            user.expectAlive();
            assertThat(result(user.call("processes", "{}")).path(0).asInt()).isEqualTo(4000);
        }
    }

    private Rig rig(WorkerLimits limits) throws Exception {
        return new Rig(RobotConfig.DEFAULT.in(storage).with(PythonSettings.DEFAULT.with(limits)));
    }

    private static User user(Rig rig) throws Exception {
        User user = rig.join();
        assertThat(code(user.upload(Zips.python(GREEDY)))).isEqualTo("ok");
        return user;
    }
}
