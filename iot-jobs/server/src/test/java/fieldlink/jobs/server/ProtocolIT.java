package fieldlink.jobs.server;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.server.RunningServer.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What small devices' clients need of HTTP, and what they must not be able to do with it. */
class ProtocolIT {
    private static final String NEXT = "/api/devices/pico-1/jobs/next";
    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.legacy(RunningServer.PASSWORD);
        server.post(
                "/api/devices/register",
                "{\"device_id\":\"pico-1\",\"approved\":true,\"capabilities\":[{\"name\":\"led\"},"
                        + "{\"name\":\"temp\",\"effect\":\"idempotent\"}]}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void lookingWithHeadTakesNoJob() {
        String job = submit("{\"name\":\"led\"}");
        assertThat(server.send("HEAD", NEXT, null).status()).isEqualTo(200);
        assertThat(server.get(NEXT).json().path("job_id").stringValue()).isEqualTo(job);
    }

    @Test
    void anOldClientIsAnsweredAndTheConnectionClosed() throws IOException {
        submit("{\"name\":\"led\"}");
        String answer = raw("GET " + NEXT + " HTTP/1.0\r\nHost: x\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.").contains(" 200 ");
        assertThat(answer.toLowerCase(Locale.ROOT)).contains("content-length: ").doesNotContain("chunked");
    }

    @Test
    void aClientThatWantsTheConnectionClosedReadsToItsEnd() throws IOException {
        String answer = raw("GET " + NEXT + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).contains(" 204 ");
    }

    @Test
    void aBodyThatIsTooLongIsRefusedBeforeItIsRead() throws IOException {
        String answer = raw("POST /api/devices/pico-1/jobs/result HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Content-Length: 99999999\r\n\r\n");
        assertThat(answer).contains(" 413 ");
    }

    @Test
    void aDeviceThatHangsUpWhileItWaitsIsHandedNothing() throws IOException {
        try (Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            socket.getOutputStream()
                    .write(("GET " + NEXT + "?wait=30 HTTP/1.1\r\nHost: x\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            awaitWaiting(1);
        }
        awaitWaiting(0);
        String job = submit("{\"name\":\"led\"}");
        assertThat(server.get("/api/jobs/" + job).json().path("status").stringValue())
                .isEqualTo("pending");
    }

    @Test
    void aHeldPollIsAnsweredByTheJobThatComes() {
        CompletableFuture<Reply> poll = CompletableFuture.supplyAsync(() -> server.get(NEXT + "?wait=30"));
        awaitWaiting(1);
        String job = submit("{\"name\":\"led\"}");
        assertThat(poll.orTimeout(20, TimeUnit.SECONDS)
                        .join()
                        .json()
                        .path("job_id")
                        .stringValue())
                .isEqualTo(job);
    }

    @Test
    void pollsThatAreHeldAreAnsweredWhenTheServerStops() {
        CompletableFuture<Reply> poll = CompletableFuture.supplyAsync(() -> server.get(NEXT + "?wait=30"));
        awaitWaiting(1);
        server.close();
        assertThat(poll.orTimeout(20, TimeUnit.SECONDS).join().status()).isEqualTo(204);
    }

    @Test
    void aCancellationReachesTheDeviceWhereverItLooks() {
        String job = submit("{\"name\":\"led\"}");
        server.get(NEXT);
        assertThat(server.send("DELETE", "/api/jobs/" + job, null).status())
                .as("the original's way")
                .isEqualTo(409);
        assertThat(server.post("/api/jobs/" + job + "/cancel", "{}").status()).isEqualTo(202);
        assertThat(server.get(NEXT).header("Fieldlink-Cancel")).isEqualTo(job);
        Reply beat = server.post("/api/devices/pico-1/jobs/" + job + "/progress", "{\"percent\":40}");
        assertThat(beat.json().path("cancel_requested").booleanValue()).isTrue();
        server.post("/api/devices/pico-1/jobs/result", "{\"job_id\":\"" + job + "\",\"ok\":false}");
        assertThat(server.get("/api/jobs/" + job).json().path("state").stringValue())
                .isEqualTo("cancelled");
    }

    @Test
    void progressIsShownWithTheJob() {
        String job = submit("{\"name\":\"led\"}");
        server.get(NEXT);
        server.post("/api/devices/pico-1/jobs/" + job + "/progress", "{\"percent\":40,\"message\":\"half way\"}");
        Reply shown = server.get("/api/jobs/" + job);
        assertThat(shown.json().path("state").stringValue()).isEqualTo("running");
        assertThat(shown.json().path("progress").path("percent").intValue()).isEqualTo(40);
    }

    @Test
    void theSameIdempotencyKeyIsTheSameJob() {
        Reply first = server.post("/api/devices/pico-1/jobs", "{\"name\":\"led\"}", "Idempotency-Key", "order 7");
        Reply again = server.post("/api/devices/pico-1/jobs", "{\"name\":\"led\"}", "Idempotency-Key", "order 7");
        Reply other = server.post("/api/devices/pico-1/jobs", "{\"name\":\"temp\"}", "Idempotency-Key", "order 7");
        assertThat(again.json().path("job_id")).isEqualTo(first.json().path("job_id"));
        assertThat(other.status()).isEqualTo(409);
    }

    @Test
    void aFullQueueSaysWhenToComeBack() {
        server.send("PUT", "/api/devices/pico-1", "{\"max_depth\":1}");
        submit("{\"name\":\"led\"}");
        Reply refused = server.post("/api/devices/pico-1/jobs", "{\"name\":\"led\"}");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("10");
    }

    @Test
    void whatOneCapabilityPromisesDecidesHowItsJobsAreDelivered() {
        String once = submit("{\"name\":\"led\"}");
        String repeatable = submit("{\"name\":\"temp\"}");
        String chosen =
                submit("{\"name\":\"led\",\"delivery\":\"at-least-once\",\"max_attempts\":2,\"priority\":\"urgent\"}");
        assertThat(delivery(once)).isEqualTo("at_most_once");
        assertThat(delivery(repeatable)).isEqualTo("at_least_once");
        assertThat(delivery(chosen)).isEqualTo("at_least_once");
        assertThat(server.get(NEXT).json().path("job_id").stringValue())
                .as("the urgent one first")
                .isEqualTo(chosen);
        assertThat(server.post("/api/devices/pico-1/jobs", "{\"name\":\"led\",\"delivery\":\"twice\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void jobsAreListedPageByPage() {
        for (int i = 0; i < 5; i++) {
            submit("{\"name\":\"led\"}");
        }
        Reply first = server.get("/api/jobs?device_id=pico-1&limit=3&order=newest");
        assertThat(first.json().path("jobs")).hasSize(3);
        Reply second = server.get("/api/jobs?device_id=pico-1&limit=3&order=newest&after="
                + first.json().path("next").longValue());
        assertThat(second.json().path("jobs")).hasSize(2);
        assertThat(server.get("/api/jobs?state=succeeded").json().path("jobs")).isEmpty();
        assertThat(server.get("/api/jobs?state=nonsense").status()).isEqualTo(400);
    }

    @Test
    void aBatchReachesEveryDeviceThatCanDoIt() {
        Reply opened = server.post("/api/batches", "{\"name\":\"led\",\"max_in_flight\":5}");
        assertThat(opened.status()).isEqualTo(202);
        String batch = opened.json().path("batch_id").stringValue();
        String job = server.get(NEXT).json().path("job_id").stringValue();
        server.post("/api/devices/pico-1/jobs/result", "{\"job_id\":\"" + job + "\",\"ok\":true}");
        Reply done = server.get("/api/batches/" + batch);
        assertThat(done.json().path("state").stringValue()).isEqualTo("finished");
        assertThat(done.json().path("succeeded").intValue()).isEqualTo(1);
    }

    @Test
    void notANumberBecomesNullSoThatBrowsersCanReadTheRest() {
        String job = submit("{\"name\":\"led\"}");
        server.get(NEXT);
        server.post("/api/devices/pico-1/jobs/result", "{\"job_id\":\"" + job + "\",\"ok\":true,\"return_value\":NaN}");
        Reply shown = server.get("/api/jobs/" + job);
        assertThat(shown.json().path("result").path("return_value").isNull()).isTrue();
        assertThat(shown.json().path("state").stringValue()).isEqualTo("succeeded");
    }

    @Test
    void changesArePushedToWhoListens() throws IOException {
        try (Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
            socket.getOutputStream()
                    .write("GET /api/events HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = lines.readLine();
            assertThat(line).contains(" 200 ");
            skipTo("event:listening", lines);
            String job = submit("{\"name\":\"led\"}");
            assertThat(skipTo(job, lines)).contains("\"state\":\"queued\"");
        }
    }

    /** Keep-alives would defeat the socket's time-out. */
    private static String skipTo(String wanted, BufferedReader lines) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String line = lines.readLine();
        while (line != null && !line.contains(wanted)) {
            assertThat(System.nanoTime()).as("a line with %s", wanted).isLessThan(deadline);
            line = lines.readLine();
        }
        assertThat(line).as("the stream's line with %s", wanted).isNotNull();
        return line;
    }

    @Test
    void whatItDoesIsCounted() {
        submit("{\"name\":\"led\"}");
        String metrics = server.get("/metrics").raw().body();
        assertThat(metrics)
                .contains("fieldlink_jobs_changes_total{state=\"queued\"} 1.0")
                .contains("fieldlink_jobs_http_requests_total{route=\"POST /api/devices/*/jobs\",status=\"202\"} 1.0");
    }

    private String delivery(String job) {
        return server.get("/api/jobs/" + job).json().path("delivery").stringValue();
    }

    private String submit(String json) {
        Reply reply = server.post("/api/devices/pico-1/jobs", json);
        assertThat(reply.status()).as(reply.raw().body()).isEqualTo(202);
        return reply.json().path("job_id").stringValue();
    }

    private void awaitWaiting(int count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (server.queue.waiting() != count) {
            assertThat(System.nanoTime()).as("%d polls are held", count).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** Says it and reads until the server hangs up. */
    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
