package fieldlink.jobs.server;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.server.RunningServer.Reply;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The line breaks after the server did what it was asked and before its answer arrived: asking again does no harm. */
class LostAnswerIT {
    private static final String JOBS = "/api/devices/pico-1/jobs";
    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.legacy(RunningServer.PASSWORD);
        server.post(
                "/api/devices/register",
                "{\"device_id\":\"pico-1\",\"approved\":true,\"capabilities\":[{\"name\":\"led\"},"
                        + "{\"name\":\"temp\",\"effect\":\"idempotent\"}]}");
        server.send("PUT", "/api/devices/pico-1", "{\"max_in_flight\":1}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aSubmitterWhoRepeatsWithItsKeyHasOneJob() throws IOException {
        String body = "{\"name\":\"led\",\"idempotency_key\":\"order 7\"}";
        askAndHangUp("POST", JOBS, body, () -> jobs() == 1);
        Reply again = server.post(JOBS, body);
        assertThat(again.status()).isEqualTo(202);
        assertThat(jobs()).isEqualTo(1);
        assertThat(handedOut().path("job_id")).isEqualTo(again.json().path("job_id"));
    }

    @Test
    void aJobThatMayRunTwiceIsHandedOutAgainToADeviceThatNeverGotIt() throws IOException {
        String job = submit("temp");
        askAndHangUp("GET", JOBS + "/next", "", () -> state(job).equals("leased"));
        assertThat(handedOut().path("job_id").stringValue()).isEqualTo(job);
        assertThat(report(job).status()).isEqualTo(200);
        assertThat(state(job)).isEqualTo("succeeded");
    }

    @Test
    void aJobThatMustNotRunTwiceWaitsForAPersonAndIsNeitherLostNorRepeated() throws IOException {
        String job = submit("led");
        askAndHangUp("GET", JOBS + "/next", "", () -> state(job).equals("leased"));
        assertThat(server.get(JOBS + "/next").status()).isEqualTo(204);
        assertThat(state(job)).isEqualTo("needs_attention");
        assertThat(report(job).status()).as("it had got through after all").isEqualTo(200);
        assertThat(state(job)).isEqualTo("succeeded");
    }

    @Test
    void aResultThatIsToldTwiceCountsOnce() throws IOException {
        String job = submit("led");
        handedOut();
        String result = "{\"job_id\":\"" + job + "\",\"ok\":true,\"return_value\":1}";
        askAndHangUp("POST", JOBS + "/result", result, () -> state(job).equals("succeeded"));
        int version = version(job);
        assertThat(report(job).status()).isEqualTo(200);
        assertThat(version(job)).as("the job did not change again").isEqualTo(version);
        assertThat(server.get("/api/jobs/" + job).json().path("result").path("return_value"))
                .as("what was told first")
                .hasToString("1");
    }

    /** Says everything, reads nothing, and resets the connection once the server has done what it was asked. */
    private void askAndHangUp(String method, String path, String body, BooleanSupplier done) throws IOException {
        try (Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            socket.setSoLinger(true, 0);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String head = method + " " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + bytes.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(bytes);
            Awaited.that("the server does it", done);
        }
    }

    private String submit(String command) {
        return server.post(JOBS, "{\"name\":\"" + command + "\"}")
                .json()
                .path("job_id")
                .stringValue();
    }

    private JsonNode handedOut() {
        Reply reply = server.get(JOBS + "/next");
        assertThat(reply.status()).isEqualTo(200);
        return reply.json();
    }

    private Reply report(String job) {
        return server.post(JOBS + "/result", "{\"job_id\":\"" + job + "\",\"ok\":true,\"return_value\":2}");
    }

    private int jobs() {
        return server.get(JOBS).json().path("jobs").size();
    }

    private String state(String job) {
        return server.get("/api/jobs/" + job).json().path("state").stringValue();
    }

    private int version(String job) {
        return server.get("/api/jobs/" + job).json().path("version").intValue();
    }
}
