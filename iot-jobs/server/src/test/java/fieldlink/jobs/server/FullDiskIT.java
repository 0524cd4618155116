package fieldlink.jobs.server;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.JobId;
import fieldlink.jobs.JobState;
import fieldlink.jobs.server.RunningServer.Reply;
import fieldlink.jobs.store.SqliteJobStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The disk fills up under a server: it says so, loses nothing that it acknowledged, and goes on when there is room. */
class FullDiskIT {
    private static final String JOBS = "/api/devices/pico-1/jobs";
    private static final String LARGE = "{\"name\":\"led\",\"args\":{\"text\":\"" + "x".repeat(40_000) + "\"}}";

    @TempDir
    Path directory;

    private SmallDisk disk;
    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        disk = SmallDisk.at(directory.resolve("disk"));
        server = RunningServer.on(SqliteJobStore.open(queue()));
        server.post(
                "/api/devices/register",
                "{\"device_id\":\"pico-1\",\"approved\":true,\"capabilities\":[{\"name\":\"led\"}]}");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        disk.close();
    }

    @Test
    void whatWasAcknowledgedIsThereAndWorkGoesOnWhenThereIsRoom() throws IOException {
        Set<String> acknowledged = new HashSet<>();
        String out = accepted(server.post(JOBS, LARGE));
        acknowledged.add(out);
        server.get(JOBS + "/next");
        disk.fill();

        Reply refused = submitUntilRefused(acknowledged);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(refused.json().path("error").stringValue()).contains("the disk is full");
        Reply health = server.get("/health/ready");
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.json().path("status").stringValue()).isEqualTo("degraded");
        assertThat(health.json().path("reason").stringValue()).contains("the disk is full");
        assertThat(listed()).as("all of them, and none by halves").isEqualTo(acknowledged);
        Reply told = report(out);
        if (told.status() != 200) {
            assertThat(told.status()).as("the device is told to come again").isEqualTo(503);
            assertThat(told.header("Retry-After")).isNotEmpty();
            assertThat(state(out)).isEqualTo("leased");
        }
        assertThat(server.get("/health/live").status()).isEqualTo(200);

        disk.makeRoom();
        Awaited.that("it finds out by itself", () -> server.get("/health/ready").status() == 200);
        assertThat(report(out).status()).isEqualTo(200);
        acknowledged.add(accepted(server.post(JOBS, LARGE)));
        assertThat(listed()).isEqualTo(acknowledged);

        server.close();
        assertFiled(acknowledged, out);
    }

    private void assertFiled(Set<String> acknowledged, String finished) {
        try (SqliteJobStore store = SqliteJobStore.open(queue())) {
            for (String id : acknowledged) {
                JobState state = RunningServer.get(store.<JobState>transact(
                        ledger -> ledger.job(JobId.of(id)).orElseThrow().state()));
                assertThat(state)
                        .as("job %s after a restart", id)
                        .isEqualTo(id.equals(finished) ? JobState.SUCCEEDED : JobState.QUEUED);
            }
        }
    }

    private Reply submitUntilRefused(Set<String> acknowledged) {
        for (int i = 0; i < 500; i++) {
            Reply reply = server.post(JOBS, LARGE);
            if (reply.status() != 202) {
                return reply;
            }
            acknowledged.add(accepted(reply));
        }
        throw new AssertionError("the disk does not fill up");
    }

    private static String accepted(Reply reply) {
        assertThat(reply.status()).isEqualTo(202);
        return reply.json().path("job_id").stringValue();
    }

    private Reply report(String job) {
        return server.post(JOBS + "/result", "{\"job_id\":\"" + job + "\",\"ok\":true}");
    }

    private Set<String> listed() {
        Set<String> ids = new HashSet<>();
        for (JsonNode job : server.get(JOBS).json().path("jobs")) {
            ids.add(job.path("job_id").stringValue());
        }
        return ids;
    }

    private String state(String job) {
        return server.get("/api/jobs/" + job).json().path("state").stringValue();
    }

    private Path queue() {
        return disk.path().resolve("queue");
    }
}
