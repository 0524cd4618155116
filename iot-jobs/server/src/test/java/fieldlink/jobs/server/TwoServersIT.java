package fieldlink.jobs.server;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.server.RunningServer.Reply;
import fieldlink.jobs.store.PostgresJobStore;
import fieldlink.jobs.store.PostgresServer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two servers on one PostgreSQL queue: one of them is killed, or the database under both. */
class TwoServersIT {
    private static PostgresServer postgres;

    @TempDir
    Path directory;

    private RunningServer server;

    @BeforeAll
    static void startPostgres() {
        postgres = PostgresServer.start();
    }

    @AfterAll
    static void stopPostgres() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @BeforeEach
    void start() {
        server = RunningServer.on(PostgresJobStore.open(postgres.access(4)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whenOneServerIsKilledTheOtherGoesOnWithItsJobs() throws Exception {
        try (ServerProcess process = ServerProcess.start(postgres.access(4), directory.resolve("stderr"))) {
            ServerClient killed = new ServerClient(process.port());
            admit("one-by-one", 1);
            admit("silent", 64);
            admit("pile", 64);
            String first = submit(killed, "one-by-one", "{\"name\":\"temp\"}");
            String second = submit(killed, "silent", "{\"name\":\"temp\",\"lease_seconds\":2,\"retry_pause\":0.2}");
            assertThat(next(killed, "one-by-one")).isEqualTo(first);
            assertThat(next(killed, "silent")).isEqualTo(second);
            Set<String> acknowledged = ConcurrentHashMap.newKeySet();
            CompletableFuture<Void> submitting =
                    CompletableFuture.runAsync(() -> submitUntilKilled(killed, acknowledged));
            // Held by the one that stays, and for a job that the other has out.
            CompletableFuture<Reply> held =
                    CompletableFuture.supplyAsync(() -> server.get("/api/devices/silent/jobs/next?wait=30"));
            Awaited.that("jobs come in", () -> acknowledged.size() > 30);

            process.kill();
            submitting.orTimeout(30, TimeUnit.SECONDS).join();
            Reply woken = held.orTimeout(30, TimeUnit.SECONDS).join();
            assertThat(woken.json().path("job_id").stringValue()).isEqualTo(second);
            assertThat(woken.json().path("attempt").intValue()).isEqualTo(2);
            assertThat(server.get("/api/devices/one-by-one/jobs/next")
                            .json()
                            .path("job_id")
                            .stringValue())
                    .as("it asks again, so that it never got it, or forgot it")
                    .isEqualTo(first);
            for (String device : Set.of("one-by-one", "silent")) {
                String job = device.equals("silent") ? second : first;
                server.post("/api/devices/" + device + "/jobs/result", "{\"job_id\":\"" + job + "\",\"ok\":true}");
                assertThat(state(job)).isEqualTo("succeeded");
            }
            for (String job : acknowledged) {
                assertThat(state(job))
                        .as("job %s was acknowledged by the killed one", job)
                        .isEqualTo("queued");
            }
        }
    }

    @Test
    void everyJobIsAccountedForWhenPostgresIsKilledAndStartedAgain() throws Exception {
        try (RunningServer other = RunningServer.on(PostgresJobStore.open(postgres.access(4)));
                Traffic traffic = new Traffic(client(server), client(other))) {
            for (int i = 0; i < 3; i++) {
                admit("worker-" + i, 1);
                traffic.begin("worker-" + i);
            }
            awaitMore(traffic);
            postgres.killBackend();
            awaitMore(traffic);
            postgres.kill();
            Awaited.that("both say that they cannot work", () -> isDegraded(server) && isDegraded(other));
            postgres.launch();
            Awaited.that("both go on by themselves", () -> isReady(server) && isReady(other));
            awaitMore(traffic);
            traffic.close();

            assertThat(traffic.troubles()).isEmpty();
            for (Map.Entry<String, String> job : traffic.deviceByJob().entrySet()) {
                assertThat(state(job.getKey())).as("job %s", job.getKey()).isEqualTo("succeeded");
            }
            for (int i = 0; i < 3; i++) {
                JsonNode jobs =
                        server.get("/api/devices/worker-" + i + "/jobs").json().path("jobs");
                for (JsonNode job : jobs) {
                    assertThat(traffic.deviceByJob())
                            .as("nothing was accepted twice")
                            .containsKey(job.path("job_id").stringValue());
                }
            }
        }
    }

    private void submitUntilKilled(ServerClient killed, Set<String> acknowledged) {
        try {
            while (true) {
                acknowledged.add(submit(killed, "pile", "{\"name\":\"temp\"}"));
            }
        } catch (UncheckedIOException e) {
            // The connection ended: whether this last one was accepted, nobody was told.
        }
    }

    private static ServerClient client(RunningServer server) {
        return new ServerClient(server.address().getPort());
    }

    private void admit(String device, int inFlight) {
        server.post(
                "/api/devices/register",
                "{\"device_id\":\"" + device + "\",\"approved\":true,"
                        + "\"capabilities\":[{\"name\":\"temp\",\"effect\":\"idempotent\"}]}");
        Reply reply = server.send("PUT", "/api/devices/" + device, "{\"max_in_flight\":" + inFlight + "}");
        assertThat(reply.status()).isEqualTo(200);
    }

    private static String submit(ServerClient server, String device, String body) {
        Reply reply = server.post("/api/devices/" + device + "/jobs", body);
        assertThat(reply.status()).isEqualTo(202);
        return reply.json().path("job_id").stringValue();
    }

    private static String next(ServerClient server, String device) {
        return server.get("/api/devices/" + device + "/jobs/next?wait=5")
                .json()
                .path("job_id")
                .stringValue();
    }

    private String state(String job) {
        return server.get("/api/jobs/" + job).json().path("state").stringValue();
    }

    private static boolean isDegraded(RunningServer server) {
        Reply health = server.get("/health/ready");
        return health.status() == 503
                && health.json().path("status").stringValue().equals("degraded");
    }

    private static boolean isReady(RunningServer server) {
        return server.get("/health/ready").status() == 200;
    }

    private static void awaitMore(Traffic traffic) {
        int before = traffic.finished();
        Awaited.that("jobs are finished", () -> traffic.finished() >= before + 20);
    }
}
